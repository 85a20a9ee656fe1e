package dev.tidegate.redis;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Some calls in one write, and at its end the {@code WAIT} for a replica if one of them asks for it. */
final class Batch {
    private final List<Call> calls;
    private final boolean durable;
    private final long deadline;
    private boolean suspect;

    /**
     * @param before the one sent before, if that is still under way: answers come in order, so a wait for a replica delays
     *     all that follows
     */
    Batch(List<Call> calls, RedisSettings.Limits limits, @Nullable Batch before) {
        this.calls = calls;
        this.durable = calls.stream().anyMatch(call -> call.durable);
        long wait = durable ? limits.replicaTimeout().toNanos() : 0;
        long own = System.nanoTime() + limits.commandTimeout().toNanos() + wait;
        this.deadline = before == null ? own : Math.max(own, before.deadline + wait);
    }

    List<Call> calls() {
        return calls;
    }

    List<Request> requests(Duration replicaTimeout) {
        List<Request> requests = new ArrayList<>(calls.size() + 1);
        for (Call call : calls) {
            requests.add(call.request());
        }
        if (durable) {
            // On the same connection and after the scripts: it waits for all that they have written, or found written.
            requests.add(Request.cmd(Command.WAIT).arg(1).arg(replicaTimeout.toMillis()));
        }
        return requests;
    }

    /** Whether a replica has what was written, as far as that was asked for. */
    boolean isReplicated(List<Response> replies) {
        return !durable || Integer.parseInt(replies.get(calls.size()).toString()) > 0;
    }

    /**
     * Whether its answer is overdue for the second time it is looked at. The first time it may have been this process that
     * stood still, and the answer has arrived meanwhile.
     */
    boolean isOverdue() {
        boolean late = System.nanoTime() - deadline >= 0;
        boolean sure = late && suspect;
        suspect = late;
        return sure;
    }

    /** What to do about each call of a batch in which some have failed. */
    record Verdicts(List<Call> again, Map<Call, String> refused) {}

    /** Null when the connection is in an unknown state. */
    @Nullable
    Verdicts sortOut(Throwable cause) {
        Map<Integer, String> errors = errors(cause);
        if (errors == null) {
            return null;
        }
        String waitError = errors.get(calls.size());
        Verdicts verdicts = new Verdicts(new ArrayList<>(), new LinkedHashMap<>());
        Set<String> sentWhole = new HashSet<>();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            String error = errors.get(i);
            if (error == null && call.durable) {
                error = waitError;
            }
            if (error == null || error.startsWith("NOSCRIPT") && sentWhole.contains(call.name)) {
                call.tries++;
                verdicts.again.add(call);
            } else if (error.startsWith("NOSCRIPT") && call.unknownScript()) {
                // The first one brings the script along, and those behind it find it then.
                sentWhole.add(call.name);
                verdicts.again.add(call);
            } else {
                verdicts.refused.put(call, error);
            }
        }
        return verdicts;
    }

    /** The error replies by their place in the batch; those who have none got replies, but these are lost. */
    private @Nullable Map<Integer, String> errors(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof ErrorType) {
            Map<Integer, String> errors = BatchErrors.parse(text);
            return errors.isEmpty() ? null : errors;
        }
        if (text.startsWith("Redis command is not valid") || text.startsWith("PubSub command")) {
            // The client has sent nothing of it. When the command is alone, it is the one.
            return calls.size() == 1 ? Map.of(0, "ERR not a valid command") : Map.of();
        }
        return null;
    }
}
