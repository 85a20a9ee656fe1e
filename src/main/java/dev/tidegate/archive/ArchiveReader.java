package dev.tidegate.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walks what was archived in a period in the order in which it was received, whichever processes wrote it. What
 * stands out of order within a file is put right as long as fewer than {@link #WINDOW} others come between; what is later comes
 * late. Blocks, so not for an event loop.
 */
public final class ArchiveReader {
    /** So many are held to put them in order. */
    static final int WINDOW = 4_096;

    /** An event may be decided so long after it was received, after an outage of Redis for example. */
    private static final Duration LATEST = Duration.ofDays(1);

    private final Path directory;

    public ArchiveReader(Path directory) {
        this.directory = directory;
    }

    /** Is given one after the other. */
    @FunctionalInterface
    public interface Visitor {
        void visit(Archived event) throws IOException;
    }

    /** Gives all that is of a time from {@code from} on and before {@code to}. */
    public void read(Instant from, Instant to, Visitor reader) throws IOException {
        try (ArchiveWalk walk = walk(from, to)) {
            for (Archived next = walk.next(); next != null; next = walk.next()) {
                reader.visit(next);
            }
        }
    }

    /** The same for those who take a step at a time, and close at the end. */
    public ArchiveWalk walk(Instant from, Instant to) throws IOException {
        return new ArchiveWalk(new Merge(tracks(from, to)), from, to);
    }

    private List<Track> tracks(Instant from, Instant to) throws IOException {
        Map<String, List<Path>> byProcess = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> SegmentName.of(file)
                                .filter(name ->
                                        !name.before(from) && name.start().isBefore(latest(to)))
                                .isPresent())
                        .sorted()
                        .forEach(file -> byProcess
                                .computeIfAbsent(
                                        SegmentName.of(file).orElseThrow().process(), p -> new ArrayList<>())
                                .add(file));
            }
        }
        List<Track> tracks = new ArrayList<>();
        for (List<Path> files : byProcess.values()) {
            tracks.add(new Track(files, tracks.size()));
        }
        return tracks;
    }

    private static Instant latest(Instant to) {
        return to.isBefore(Instant.MAX.minus(LATEST)) ? to.plus(LATEST) : to;
    }

    /** The segments of all processes, side by side. */
    static final class Merge implements AutoCloseable {
        private final PriorityQueue<Track> tracks =
                new PriorityQueue<>(Comparator.comparing(Track::time).thenComparingInt(Track::number));

        private Merge(List<Track> tracks) {
            this.tracks.addAll(tracks);
        }

        @Nullable
        Archived next() throws IOException {
            while (true) {
                Track earliest = tracks.poll();
                if (earliest == null) {
                    return null;
                }
                Archived event = earliest.take();
                if (earliest.hasMore()) {
                    tracks.add(earliest);
                } else {
                    earliest.close();
                }
                if (event != null) {
                    return event;
                }
            }
        }

        @Override
        public void close() throws IOException {
            for (Track track : tracks) {
                track.close();
            }
        }
    }

    /** The segments of one process, one after the other; a file is opened when its time has come. */
    private static final class Track {
        private final List<Path> files;
        private final int number;
        private int nextFile;
        private @Nullable SegmentReader open;
        private @Nullable Archived head;

        Track(List<Path> files, int number) {
            this.files = List.copyOf(files);
            this.number = number;
        }

        int number() {
            return number;
        }

        /** No event still to come is expected to be much older. */
        Instant time() {
            return head != null
                    ? head.at()
                    : SegmentName.of(files.get(nextFile)).orElseThrow().start();
        }

        boolean hasMore() {
            return head != null || nextFile < files.size();
        }

        /** The next event; null when a file had to be opened first, or there is none. */
        @Nullable
        Archived take() throws IOException {
            Archived taken = head;
            if (open == null && nextFile < files.size()) {
                open = opened(files.get(nextFile++));
            }
            head = open == null ? null : open.next();
            if (head == null) {
                close();
            }
            return taken;
        }

        /** Null when the file's time was over and it is gone. */
        private static @Nullable SegmentReader opened(Path file) throws IOException {
            try {
                return new SegmentReader(file);
            } catch (NoSuchFileException gone) {
                return null;
            }
        }

        void close() throws IOException {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }
}
