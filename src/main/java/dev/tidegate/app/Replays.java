package dev.tidegate.app;

import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.console.Job;
import dev.tidegate.console.JobBook;
import dev.tidegate.console.Replaying;
import dev.tidegate.domain.Event;
import dev.tidegate.ingest.EventStore;
import dev.tidegate.ingest.ServedSource;
import dev.tidegate.profile.ReplayEvent;
import dev.tidegate.profile.Replayed;
import dev.tidegate.queue.Receipt;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceTools;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays that are ordered from a running gateway. Reading and mapping are a worker's; storing is paced, so that live events
 * find room. A replay that was broken off can be ordered again: what was told is told again without any difference.
 */
final class Replays implements Replaying {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    /** Ten such batches a second are 500 events. */
    private static final int BATCH = 50;

    private static final Duration BATCH_EVERY = Duration.ofMillis(100);

    /** For so long a store that takes nothing is asked again. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    /** Reading what was proven needs nothing beside it, nor does saying how an event is completed. */
    static final SourceTools NOTHING = new SourceTools() {
        @Override
        public Future<byte[]> fetch(URI url) {
            return Future.failedFuture("nothing is fetched for a replay");
        }

        @Override
        public Future<Boolean> isFirstUse(String source, String token, byte[] body) {
            return Future.failedFuture("nothing is proven in a replay");
        }
    };

    private final Tools tools;
    private final @Nullable ArchiveReader archive;
    private final Configuration configuration;
    private final EventStore store;
    private final JobBook<Progress> jobs;

    /**
     * What a replay works with.
     *
     * @param worker of one thread
     */
    record Tools(Vertx vertx, WorkerExecutor worker, InstantSource clock) {}

    /** @param archive null when nothing is recorded */
    Replays(
            Tools tools,
            @Nullable ArchiveReader archive,
            Configuration configuration,
            EventStore store,
            JobBook<Progress> jobs) {
        this.tools = tools;
        this.archive = archive;
        this.configuration = configuration;
        this.store = store;
        this.jobs = jobs;
    }

    @Override
    public Future<Started> start(Order order) {
        ArchiveReader reader = archive;
        if (reader == null) {
            return Future.succeededFuture(new Started.NoArchive());
        }
        Optional<ServedSource> source = configuration.now().sources().stream()
                .filter(served -> served.name().equals(order.source()))
                .findFirst();
        if (source.isEmpty()) {
            return Future.succeededFuture(new Started.UnknownSource());
        }
        Optional<String> job = jobs.begin();
        if (job.isEmpty()) {
            return Future.succeededFuture(new Started.Busy());
        }
        Source mapping = source.get().perEventLoop().apply(NOTHING);
        tools.worker()
                .executeBlocking(() -> opened(reader, order, mapping), false)
                .onSuccess(walk -> new Run(job.get(), order, Objects.requireNonNull(walk)).batch())
                .onFailure(fault -> failed(job.get(), fault));
        return Future.succeededFuture(new Started.Running(job.get()));
    }

    @Override
    public Optional<Job<Progress>> find(String id) {
        return jobs.find(id);
    }

    private ReplayWalk opened(ArchiveReader reader, Order order, Source mapping) throws IOException {
        Instant from = order.from().orElse(Instant.EPOCH);
        Instant to = order.to().orElseGet(tools.clock()::instant);
        RecordedPeriod period = RecordedPeriod.read(reader, order.source(), from, to);
        return new ReplayWalk(period, period.walk(reader), mapping);
    }

    private void failed(String job, Throwable fault) {
        jobs.failed(
                job,
                fault instanceof RecordedPeriod.TooManyException || fault instanceof NoRoomException
                        ? String.valueOf(fault.getMessage())
                        : "the archive could not be read, or events could not be stored; order it again");
        LOG.atWarn().addKeyValue("fault", fault.getClass().getName()).log("a replay was broken off");
    }

    /** One replay under way. */
    private final class Run {
        private final String job;
        private final Order order;
        private final ReplayWalk walk;

        Run(String job, Order order, ReplayWalk walk) {
            this.job = job;
            this.order = order;
            this.walk = walk;
        }

        void batch() {
            Instant begun = tools.clock().instant();
            tools.worker()
                    .executeBlocking(() -> walk.next(BATCH), false)
                    .map(Objects::requireNonNull)
                    .compose(batch -> store(batch, begun.plus(PATIENCE)).map(batch))
                    .onSuccess(batch -> {
                        jobs.progress(job, walk.progress(order));
                        if (batch.isEmpty()) {
                            close();
                            jobs.done(job, walk.progress(order));
                        } else {
                            Duration took =
                                    Duration.between(begun, tools.clock().instant());
                            Duration pace = BATCH_EVERY.multipliedBy(1L + (batch.size() - 1) / BATCH);
                            tools.vertx().setTimer(Math.max(1, pace.minus(took).toMillis()), tick -> batch());
                        }
                    })
                    .onFailure(fault -> {
                        close();
                        failed(job, fault);
                    });
        }

        private Future<Void> store(List<Replayed> batch, Instant giveUpAt) {
            if (batch.isEmpty()) {
                return Future.succeededFuture();
            }
            Instant now = tools.clock().instant();
            List<Event> events = batch.stream()
                    .map(replayed -> ReplayEvent.of(replayed, job, now))
                    .toList();
            return store.store(events).compose(receipts -> {
                if (receipts.stream().allMatch(Run::isStored)) {
                    return Future.succeededFuture();
                }
                return now.isAfter(giveUpAt)
                        ? Future.failedFuture(new NoRoomException())
                        : tools.vertx()
                                .timer(ASK_AGAIN.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                                .compose(tick -> store(batch, giveUpAt));
            });
        }

        private static boolean isStored(Receipt receipt) {
            return switch (receipt) {
                case Receipt.Accepted stored -> true;
                case Receipt.Duplicate stored -> true;
                case Receipt.Conflict stored -> true;
                case Receipt.Overloaded full -> false;
                case Receipt.Unavailable away -> false;
            };
        }

        private void close() {
            tools.worker()
                    .executeBlocking(
                            () -> {
                                walk.close();
                                return true;
                            },
                            false)
                    .onFailure(fault -> LOG.debug("a file of the archive could not be closed", fault));
        }
    }

    /** The store took nothing for too long. */
    private static final class NoRoomException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoRoomException() {
            super("events could not be stored for " + PATIENCE.toMinutes() + " min; order it again");
        }
    }
}
