package dev.tidegate.archive;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.telemetry.ArchiveMetrics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps decided events in compressed segment files. Deciding never waits for it: when the disk is too slow, events are left out
 * and counted. All calls but one are made on one event loop; the files are written by a worker thread.
 */
public final class EventArchive {
    private static final Logger LOG = LoggerFactory.getLogger(EventArchive.class);

    /** What a killed process may lose; shorter blocks compress worse. */
    private static final Duration FLUSH_EVERY = Duration.ofSeconds(2);

    /** So large a block is written at once, in bytes. */
    private static final int BLOCK = 256 << 10;

    /** So many bytes may wait for the disk. */
    static final int MOST_WAITING = 8 << 20;

    private final Vertx vertx;
    private final Context loop;
    private final Blocks blocks;
    private final ArchiveMetrics metrics;
    private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private long waitingEvents;
    private Future<Void> writing = Future.succeededFuture();
    private long timer = -1;

    /** @param process the unique id of this process */
    public EventArchive(
            Vertx vertx,
            Context loop,
            ArchiveSettings settings,
            String process,
            InstantSource clock,
            ArchiveMetrics metrics) {
        this(vertx, loop, new SegmentWriter(settings, process, clock), metrics);
    }

    EventArchive(Vertx vertx, Context loop, Blocks blocks, ArchiveMetrics metrics) {
        this.vertx = vertx;
        this.loop = loop;
        this.blocks = blocks;
        this.metrics = metrics;
    }

    /** Fails when the directory cannot be written to. */
    public Future<Void> start() {
        return blocking(blocks::open)
                .onSuccess(v -> timer = vertx.setPeriodic(FLUSH_EVERY.toMillis(), tick -> flush()));
    }

    /** Keeps an event, given as canonical JSON, that was decided for the profile. */
    public void decided(ProfileId profile, byte[] event) {
        keep(ArchivedEvent.line(profile, event));
    }

    /** Keeps that a profile was merged into another one. */
    public void merged(ArchivedMerge merge) {
        keep(merge.line());
    }

    /** Keeps a request that a source took; of any thread. */
    public void received(ArchivedRequest request) {
        byte[] line = request.line();
        loop.runOnContext(turn -> keep(line));
    }

    private void keep(byte[] line) {
        if (waiting.size() + line.length > MOST_WAITING) {
            metrics.dropped(1);
            return;
        }
        waiting.writeBytes(line);
        waitingEvents++;
        if (waiting.size() >= BLOCK) {
            flush();
        }
    }

    /** Writes what is left and seals the segment. */
    public Future<Void> close() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        return writing.transform(before -> {
                    flush();
                    return writing;
                })
                .transform(done -> blocking(blocks::close));
    }

    /** One block at a time; what comes meanwhile makes the next. */
    private void flush() {
        if (waitingEvents == 0 || !writing.isComplete()) {
            return;
        }
        byte[] block = waiting.toByteArray();
        long events = waitingEvents;
        waiting = new ByteArrayOutputStream(BLOCK);
        waitingEvents = 0;
        writing = blocking(() -> blocks.append(block)).transform(done -> {
            if (done.succeeded()) {
                metrics.written(events);
            } else {
                metrics.dropped(events);
                LOG.atWarn()
                        .addKeyValue("events", events)
                        .addKeyValue("cause", String.valueOf(done.cause()))
                        .log("events could not be archived");
            }
            return Future.succeededFuture();
        });
    }

    private Future<Void> blocking(FileWork work) {
        return loop.executeBlocking(() -> {
                    work.run();
                    return true;
                })
                .mapEmpty();
    }

    /** Work on files, which blocks. */
    @FunctionalInterface
    private interface FileWork {
        void run() throws IOException;
    }
}
