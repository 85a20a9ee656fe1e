package dev.tidegate.archive;

import java.io.IOException;
import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** One walk through an archive, a step at a time. For one thread at a time; blocks. */
public final class ArchiveWalk implements AutoCloseable {
    private final ArchiveReader.Merge merge;
    private final Instant from;
    private final Instant to;
    private final PriorityQueue<Ordered> window = new PriorityQueue<>();
    private long sequence;
    private boolean ended;

    ArchiveWalk(ArchiveReader.Merge merge, Instant from, Instant to) {
        this.merge = merge;
        this.from = from;
        this.to = to;
    }

    /** What comes next, or null at the end. */
    public @Nullable Archived next() throws IOException {
        while (!ended && window.size() <= ArchiveReader.WINDOW) {
            Archived next = merge.next();
            if (next == null) {
                ended = true;
            } else if (!next.at().isBefore(from) && next.at().isBefore(to)) {
                window.add(new Ordered(next.at(), sequence++, next));
            }
        }
        Ordered first = window.poll();
        return first == null ? null : first.said();
    }

    @Override
    public void close() throws IOException {
        merge.close();
    }

    private record Ordered(Instant at, long sequence, Archived said) implements Comparable<Ordered> {
        @Override
        public int compareTo(Ordered other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }
}
