package dev.tidegate.telemetry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last requests that were refused, for each source. It is kept in the memory of the process, so that a flood of forged
 * requests costs nothing and reaches nothing.
 */
public final class RefusalLog {
    private static final int KEPT = 50;

    private final InstantSource clock;
    private final Map<String, OfSource> sources = new ConcurrentHashMap<>();

    public RefusalLog(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One refused request.
     *
     * @param status that it was answered
     * @param reason a short name
     * @param detail for people
     */
    public record Entry(Instant at, int status, String reason, String detail) {}

    /** Asked for once, so that adding needs no look-up. */
    public OfSource of(String source) {
        return sources.computeIfAbsent(source, missing -> new OfSource(clock));
    }

    /** The refused requests of a source, newest first. */
    public List<Entry> last(String source) {
        OfSource known = sources.get(source);
        return known == null ? List.of() : known.last();
    }

    /** One source's part, filled by several event loops. */
    public static final class OfSource {
        private final InstantSource clock;
        private final Deque<Entry> entries = new ArrayDeque<>(KEPT);

        private OfSource(InstantSource clock) {
            this.clock = clock;
        }

        public void add(int status, String reason, String detail) {
            Entry entry = new Entry(clock.instant(), status, reason, detail);
            synchronized (entries) {
                if (entries.size() == KEPT) {
                    entries.removeLast();
                }
                entries.addFirst(entry);
            }
        }

        private List<Entry> last() {
            synchronized (entries) {
                return new ArrayList<>(entries);
            }
        }
    }
}
