package dev.tidegate.connector.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the simulator was sent, by idempotency id, so that it can be compared with what the gateway believes to have sent. It
 * keeps a bounded number of ids, the newest. May be used from any thread.
 */
public final class Ledger {
    private final int limit;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private long requests;
    private long taken;
    private long forgotten;

    /** @param limit how many ids are kept */
    public Ledger(int limit) {
        this.limit = limit;
    }

    /**
     * One message as the simulator saw it.
     *
     * @param requests how often it came
     * @param taken how often it was answered with success; more than once means that the gateway sent a message again that
     *     had been taken
     * @param lastStatus the last answer
     */
    public record Line(String id, long requests, long taken, int lastStatus, Instant firstAt, Instant lastAt) {
        private Line again(int status, Instant at) {
            return new Line(id, requests + 1, taken + (status < 300 ? 1 : 0), status, firstAt, at);
        }
    }

    /** Sums over everything that ever came. */
    public record Totals(long requests, long taken, long ids, long forgotten) {}

    synchronized void record(String id, int status, Instant at) {
        requests++;
        taken += status < 300 ? 1 : 0;
        Line known = lines.get(id);
        lines.put(id, (known == null ? new Line(id, 0, 0, status, at, at) : known).again(status, at));
        if (lines.size() > limit) {
            lines.remove(lines.keySet().iterator().next());
            forgotten++;
        }
    }

    /** The lines, oldest id first. */
    public synchronized List<Line> lines() {
        return List.copyOf(lines.values());
    }

    public synchronized Totals totals() {
        return new Totals(requests, taken, lines.size() + forgotten, forgotten);
    }

    /** Forgets everything. */
    public synchronized void clear() {
        lines.clear();
        requests = 0;
        taken = 0;
        forgotten = 0;
    }
}
