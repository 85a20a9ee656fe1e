package dev.tidegate.archive;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.EventCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** An archive that a test writes. */
public final class WrittenArchive {
    private static final int BLOCK = 256 << 10;

    private final SegmentWriter writer;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    public WrittenArchive(Path directory) throws IOException {
        writer = new SegmentWriter(new ArchiveSettings(directory, Duration.ofDays(3_660)), "test", () -> now);
        writer.open();
    }

    public void add(ProfileId profile, Event event) throws IOException {
        now = event.receivedAt();
        keep(ArchivedEvent.line(profile, EventCodec.encode(event).bytes()));
    }

    public void merged(ProfileId into, ProfileId profile, Instant at) throws IOException {
        keep(new ArchivedMerge(into, profile, at).line());
    }

    private void keep(byte[] line) throws IOException {
        block.writeBytes(line);
        if (block.size() > BLOCK) {
            flush();
        }
    }

    public void close() throws IOException {
        flush();
        writer.close();
    }

    private void flush() throws IOException {
        writer.append(block.toByteArray());
        block.reset();
    }
}
