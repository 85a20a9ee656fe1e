package dev.tidegate.redis;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that got no proper answer. It never holds a command, a key or a value, which the client's own exceptions do;
 * and no stack trace, since it is made in masses when Redis is away.
 */
public final class RedisException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("LOADING", Kind.UNAVAILABLE),
            Map.entry("MASTERDOWN", Kind.UNAVAILABLE),
            Map.entry("CLUSTERDOWN", Kind.UNAVAILABLE),
            Map.entry("TRYAGAIN", Kind.UNAVAILABLE),
            Map.entry("READONLY", Kind.UNAVAILABLE),
            Map.entry("OOM", Kind.FULL),
            Map.entry("MISCONF", Kind.FULL),
            Map.entry("NOREPLICAS", Kind.FULL),
            Map.entry("BUSY", Kind.BUSY),
            Map.entry("MOVED", Kind.MOVED),
            Map.entry("ASK", Kind.MOVED));

    private static final Pattern CODE = Pattern.compile("(?:ERR )?([A-Z][A-Z0-9]+) ");
    /** Redis 6.2 wraps what went wrong within a script: {@code ERR Error running script (…): @user_script: 1: -OOM …}. */
    private static final Pattern WITHIN_SCRIPT = Pattern.compile("@user_script: ?\\d+: -?([A-Z][A-Z0-9]+) ");

    private static final Pattern LINE = Pattern.compile("@user_script: ?(\\d+)");

    private final Kind kind;
    private final String code;

    private RedisException(Kind kind, String code, String text) {
        super(text, null, false, false);
        this.kind = kind;
        this.code = code;
    }

    /** What a caller should make of it. */
    public enum Kind {
        /** Redis is away or does not serve just now. What was sent may or may not have been carried out. */
        UNAVAILABLE,
        /** Redis takes no writes: out of memory, disk trouble, or too few replicas. */
        FULL,
        /** Too much is waiting already. Nothing was carried out. */
        BUSY,
        /** The slot is on another node. */
        MOVED,
        /** A bug, or a Redis that is not set up for the gateway. Trying again does not help. */
        BROKEN
    }

    static RedisException unavailable(String text) {
        return new RedisException(Kind.UNAVAILABLE, "", text);
    }

    static RedisException busy() {
        return new RedisException(Kind.BUSY, "", "too many commands are waiting for Redis");
    }

    static RedisException notReplicated() {
        return new RedisException(Kind.FULL, "NOREPLICAS", "no replica has confirmed the write in time");
    }

    static RedisException broken(String text) {
        return new RedisException(Kind.BROKEN, "", text);
    }

    /**
     * What Redis' error reply means.
     *
     * @param command the name of the command or script
     * @param reply the text of the reply; only its code and a script's line go into the exception
     */
    static RedisException of(String command, String reply) {
        String code = code(reply);
        Matcher line = LINE.matcher(reply);
        String where = line.find() ? " at line " + line.group(1) : "";
        return new RedisException(
                KINDS.getOrDefault(code, Kind.BROKEN), code, command + ": Redis answers " + code + where);
    }

    /** The error code at the start of a reply, such as {@code OOM}; {@code ERR} when there is none. */
    static String code(String reply) {
        Matcher within = WITHIN_SCRIPT.matcher(reply);
        if (within.find()) {
            return within.group(1);
        }
        Matcher first = CODE.matcher(reply + ' ');
        return first.lookingAt() ? first.group(1) : "ERR";
    }

    public Kind kind() {
        return kind;
    }

    /** Redis' error code, such as {@code NOPERM}; empty when the error is not Redis' own. */
    public String code() {
        return code;
    }
}
