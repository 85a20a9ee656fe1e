package dev.tidegate.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes that the owner of a slot makes there in one step: several groups, each applied whole or not at all, and none when
 * someone else owns the slot by now. Built, sent once or several times, and thrown away.
 *
 * <pre>{@code
 * FencedOps.owned(keys.decideOwner(41), ownership)
 *     .group(Guard.entry(keys.partition(41), "1700000000000-0"))
 *     .op(Write.SET, keys.profile(41, id), profile)
 *     .op(Write.ZADD, keys.timers(41), dueMillis, run)
 *     .commit(router);
 * }</pre>
 */
public final class FencedOps {
    private static final Script SCRIPT = Script.load(FencedOps.class, "fenced.lua");
    /** Lua can hand on some 8000 arguments. */
    private static final int MOST_ARGUMENTS = 4_000;

    private static final byte[] NOTHING = {};
    private static final byte[][] NUMBERS = new byte[1024][];

    static {
        for (int i = 0; i < NUMBERS.length; i++) {
            NUMBERS[i] = ascii(Integer.toString(i));
        }
    }

    private final List<Key> keys = new ArrayList<>();
    private final Map<Key, Integer> places = new HashMap<>();
    private final List<byte[]> args = new ArrayList<>();
    private int groups;
    private int changes;
    private int changesAt = -1;
    private long bytes;

    private FencedOps(Key owner, Ownership ownership) {
        place(owner);
        add(ascii(ownership.value()));
    }

    /** Begins a step that only the holder of {@code ownership} in {@code owner} may take. */
    public static FencedOps owned(Key owner, Ownership ownership) {
        return new FencedOps(owner, ownership);
    }

    /** Begins the next group. */
    public FencedOps group(Guard guard) {
        endGroup();
        groups++;
        changes = 0;
        switch (guard) {
            case Guard.Entry(Key stream, String id) -> header("e", place(stream), id);
            case Guard.Member(Key sortedSet, String member) -> header("m", place(sortedSet), member);
            case Guard.Always() -> header("a", 0, "");
        }
        return this;
    }

    private void header(String guard, int key, String value) {
        add(ascii(guard));
        add(number(key));
        add(value.getBytes(StandardCharsets.UTF_8));
        changesAt = args.size();
        add(NOTHING);
    }

    private void endGroup() {
        if (changesAt >= 0) {
            args.set(changesAt, number(changes));
        }
    }

    /**
     * Adds a change to the group.
     *
     * @param arguments those after the key: {@code byte[]}, text and whole numbers
     */
    public FencedOps op(Write command, Key key, Object... arguments) {
        return change(command, place(key), arguments);
    }

    /** As {@link #op}, but the change is left out when the key does not exist. */
    public FencedOps opIfExists(Write command, Key key, Object... arguments) {
        return change(command, -place(key), arguments);
    }

    private FencedOps change(Write command, int key, Object[] arguments) {
        if (groups == 0) {
            throw new IllegalStateException("a change needs a group");
        }
        if (!command.takes(arguments.length) || arguments.length > MOST_ARGUMENTS) {
            throw new IllegalArgumentException(command + " does not take " + arguments.length + " arguments");
        }
        if (Math.abs(key) == 1) {
            throw new IllegalArgumentException("the ownership key is not for the owner to change");
        }
        changes++;
        add(ascii(command.name()));
        add(number(key));
        add(number(arguments.length));
        for (Object argument : arguments) {
            add(encode(argument));
        }
        return this;
    }

    private static byte[] encode(Object argument) {
        return switch (argument) {
            case byte[] raw -> raw;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case Long number -> number(number);
            case Integer number -> number(number);
            default -> throw new IllegalArgumentException("an argument is bytes, text or a whole number");
        };
    }

    private int place(Key key) {
        Integer known = places.get(key);
        if (known != null) {
            return known;
        }
        keys.add(key);
        places.put(key, keys.size());
        bytes += key.name().length();
        return keys.size();
    }

    private void add(byte[] arg) {
        args.add(arg);
        bytes += arg.length;
    }

    private static byte[] number(long value) {
        return value >= 0 && value < NUMBERS.length ? NUMBERS[(int) value] : ascii(Long.toString(value));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** How many groups there are so far. */
    public int groups() {
        return groups;
    }

    /** Roughly how large the step is, so that callers can bound it. */
    public long bytes() {
        return bytes;
    }

    /** Sends the step. */
    public Future<Result> commit(RedisRouter router) {
        endGroup();
        return router.run(Lane.WORK, SCRIPT, keys, args).map(FencedOps::result);
    }

    /** Sends the step, and answers when it is as durable as an accepted event. */
    public Future<Result> commitDurably(RedisRouter router) {
        endGroup();
        return router.runDurably(Lane.WORK, SCRIPT, keys, args).map(FencedOps::result);
    }

    private static Result result(@Nullable Response reply) {
        String text = String.valueOf(reply);
        if (text.equals("fenced")) {
            return new Result.Fenced();
        }
        if (text.startsWith("refused ")) {
            return new Result.Refused(Integer.parseInt(text.substring("refused ".length())) - 1);
        }
        return new Result.Applied(text);
    }

    /** What became of a step. */
    public sealed interface Result {
        /** Nothing was written: the slot has another owner. */
        record Fenced() implements Result {}

        /**
         * Nothing was written: a bug, or a key of a wrong type.
         *
         * @param group the first one that could not be applied, from 0
         */
        record Refused(int group) implements Result {}

        /**
         * The step was taken.
         *
         * @param groups one character for each group, {@code 1} if it was applied, {@code 0} if its guard was gone
         */
        record Applied(String groups) implements Result {
            /** @param group from 0 */
            public boolean applied(int group) {
                return groups.charAt(group) == '1';
            }
        }
    }
}
