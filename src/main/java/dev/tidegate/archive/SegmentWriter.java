package dev.tidegate.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the segment files of one process and deletes old ones, whoever wrote them. Each block is a whole gzip member, so a
 * file can be read while it grows and after the process was killed, up to the last whole block.
 */
final class SegmentWriter implements Blocks {
    private final ArchiveSettings settings;
    private final String process;
    private final InstantSource clock;
    private @Nullable Segment current;

    SegmentWriter(ArchiveSettings settings, String process, InstantSource clock) {
        this.settings = settings;
        this.process = process;
        this.clock = clock;
    }

    private record Segment(SegmentName name, FileChannel channel) {}

    @Override
    public void open() throws IOException {
        Files.createDirectories(settings.directory());
        if (!Files.isWritable(settings.directory())) {
            throw new IOException(settings.directory() + " cannot be written to");
        }
        deleteOld(clock.instant());
    }

    @Override
    public void append(byte[] lines) throws IOException {
        ByteBuffer block = ByteBuffer.wrap(compressed(lines));
        FileChannel channel = segment(clock.instant()).channel();
        try {
            while (block.hasRemaining()) {
                channel.write(block);
            }
        } catch (IOException failed) {
            // what follows a torn block could not be read, so it goes to another file
            seal();
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        seal();
    }

    private Segment segment(Instant now) throws IOException {
        Segment open = current;
        if (open != null && !open.name().before(now)) {
            return open;
        }
        seal();
        deleteOld(now);
        SegmentName name = new SegmentName(now, process);
        Path file = settings.directory().resolve(name.text());
        Segment next =
                new Segment(name, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        current = next;
        return next;
    }

    private void seal() throws IOException {
        Segment open = current;
        current = null;
        if (open != null) {
            try (FileChannel channel = open.channel()) {
                channel.force(true);
            }
        }
    }

    private void deleteOld(Instant now) throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.list(settings.directory())) {
            old = files.filter(file -> SegmentName.of(file)
                            .filter(name -> name.before(now.minus(settings.retention())))
                            .isPresent())
                    .toList();
        }
        for (Path file : old) {
            // another process may have been faster
            Files.deleteIfExists(file);
        }
    }

    private static byte[] compressed(byte[] lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(lines.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(lines);
        }
        return bytes.toByteArray();
    }
}
