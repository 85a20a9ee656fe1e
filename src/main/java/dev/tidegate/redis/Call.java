package dev.tidegate.redis;

import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.RequestImpl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command on its way to Redis, and who waits for the answer. */
abstract sealed class Call {
    private static final int OVERHEAD = 16;

    final String name;
    final int bytes;
    final boolean durable;
    final Promise<@Nullable Response> answer;
    final long since = System.nanoTime();
    /** How often it was sent already without getting an answer of its own. */
    int tries;

    private Call(String name, int bytes, boolean durable, Promise<@Nullable Response> answer) {
        this.name = name;
        this.bytes = bytes;
        this.durable = durable;
        this.answer = answer;
    }

    /** The command to write. */
    abstract Request request();

    /** Redis does not know the script; returns whether sending {@link #request()} again can help. */
    abstract boolean unknownScript();

    /** Whether it must go in a write of its own, because others in the same write failed again and again. */
    boolean alone() {
        return tries > 1;
    }

    /** A command other than a script. */
    static final class Plain extends Call {
        private final Request request;

        Plain(Request request, Promise<@Nullable Response> answer) {
            super(request.command().toString(), size(request), false, answer);
            this.request = request;
        }

        // The client has no public way to ask for a request's size.
        private static int size(Request request) {
            int size = OVERHEAD;
            for (byte[] arg : ((RequestImpl) request).getArgs()) {
                size += arg.length + OVERHEAD;
            }
            return size;
        }

        @Override
        Request request() {
            return request;
        }

        @Override
        boolean unknownScript() {
            return false;
        }
    }

    /** A script, sent by its digest, and whole when Redis does not know it. */
    static final class Scripted extends Call {
        private final Script script;
        private final List<Key> keys;
        private final List<byte[]> args;
        private boolean whole;

        /** @param durable whether the answer counts only once a replica has what was written */
        Scripted(
                Script script, List<Key> keys, List<byte[]> args, boolean durable, Promise<@Nullable Response> answer) {
            super(script.name(), size(keys, args), durable, answer);
            this.script = script;
            this.keys = keys;
            this.args = args;
        }

        private static int size(List<Key> keys, List<byte[]> args) {
            int size = 4 * OVERHEAD;
            for (Key key : keys) {
                size += key.name().length() + OVERHEAD;
            }
            for (byte[] arg : args) {
                size += arg.length + OVERHEAD;
            }
            return size;
        }

        @Override
        Request request() {
            Object[] all = new Object[2 + keys.size() + args.size()];
            int i = 0;
            all[i++] = whole ? script.source() : script.sha1();
            all[i++] = keys.size();
            for (Key key : keys) {
                all[i++] = key.name().getBytes(StandardCharsets.UTF_8);
            }
            for (byte[] arg : args) {
                all[i++] = arg;
            }
            return Request.cmd(whole ? Command.EVAL : Command.EVALSHA, all);
        }

        @Override
        boolean unknownScript() {
            boolean first = !whole;
            whole = true;
            return first;
        }
    }
}
