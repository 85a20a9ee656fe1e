package dev.tidegate.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The calls that a lane has taken on and not answered yet, within bounds, and those among them that wait to be sent. */
final class Backlog {
    private final RedisSettings.Limits limits;
    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private int calls;
    private long bytes;

    Backlog(RedisSettings.Limits limits) {
        this.limits = limits;
    }

    boolean hasRoomFor(Call call) {
        return calls < limits.maxInFlight() && bytes + call.bytes <= limits.maxBytesInFlight();
    }

    void add(Call call) {
        calls++;
        bytes += call.bytes;
        waiting.add(call);
    }

    /** Puts calls that were sent already back in front, in their order. */
    void sendAgain(List<Call> sent) {
        sent.reversed().forEach(waiting::addFirst);
    }

    /** Some calls that were sent need no answer any more. */
    void settle(Iterable<Call> sent) {
        for (Call call : sent) {
            calls--;
            bytes -= call.bytes;
        }
    }

    /** Whether there is nothing unanswered. */
    boolean isIdle() {
        return calls == 0;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Takes out what goes into the next write: at least one call, if any waits. */
    List<Call> next() {
        List<Call> next = new ArrayList<>(Math.min(waiting.size(), limits.batchCommands()));
        long size = 0;
        for (Call call = waiting.peek(); call != null; call = waiting.peek()) {
            boolean fits = next.size() < limits.batchCommands()
                    && size + call.bytes <= limits.batchBytes()
                    && !call.alone()
                    && !(next.size() == 1 && next.getFirst().alone());
            if (!next.isEmpty() && !fits) {
                break;
            }
            next.add(waiting.remove());
            size += call.bytes;
        }
        return next;
    }

    /** Gives up everything: takes out what waits, and forgets what is under way. */
    List<Call> clear() {
        List<Call> rest = List.copyOf(waiting);
        waiting.clear();
        calls = 0;
        bytes = 0;
        return rest;
    }
}
