package dev.tidegate.app;

import dev.tidegate.app.cli.SettingsOrigin;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.app.settings.yaml.Problem;
import dev.tidegate.console.Reloading;
import dev.tidegate.telemetry.ReloadMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the configuration anew and puts it into force as a whole, or not at all; one at a time. */
final class Reload implements Reloading {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final Vertx vertx;
    private final SettingsOrigin origin;
    private final FixedRules rules;
    private final Function<InForce, Future<List<String>>> putting;
    private final ReloadMetrics metrics;
    private final InstantSource clock;
    private volatile FileMarks read;
    private Future<?> last = Future.succeededFuture();

    /**
     * Made when the files have just been read; may block.
     *
     * @param putting puts a version into force; answers with the keys that need a restart
     */
    Reload(
            Vertx vertx,
            SettingsOrigin origin,
            FixedRules rules,
            Function<InForce, Future<List<String>>> putting,
            ReloadMetrics metrics,
            InstantSource clock) {
        this.vertx = vertx;
        this.origin = origin;
        this.rules = rules;
        this.putting = putting;
        this.metrics = metrics;
        this.clock = clock;
        this.read = FileMarks.of(origin.directory());
    }

    /** How the files look now; off the event loop. */
    Future<FileMarks> look() {
        return offLoop(() -> FileMarks.of(origin.directory()));
    }

    /** Whether the files looked like this when they were last read. */
    boolean hasRead(FileMarks marks) {
        return marks.equals(read);
    }

    @Override
    public Future<Outcome> reload() {
        return inTurn(this::readAndPut);
    }

    /** The same, unless the version that looks like this was read in the meantime. */
    Future<?> reload(FileMarks marks) {
        return inTurn(() -> hasRead(marks) ? Future.succeededFuture() : readAndPut());
    }

    private <T> Future<T> offLoop(Callable<T> work) {
        return vertx.executeBlocking(work, false).map(result -> Objects.requireNonNull(result));
    }

    private synchronized <T> Future<T> inTurn(Supplier<Future<T>> work) {
        Future<T> next = last.transform(done -> work.get());
        last = next;
        return next;
    }

    private Future<Outcome> readAndPut() {
        return offLoop(this::version).compose(version -> switch (version) {
            case Version.Good(InForce next) -> putting.apply(next).map(this::accepted);
            case Version.Bad(List<Problem> problems) -> Future.succeededFuture(rejected(problems));
        });
    }

    private Version version() {
        read = FileMarks.of(origin.directory());
        return switch (origin.read()) {
            case SettingsResult.Valid valid -> new Version.Good(InForce.of(valid, rules, clock.instant()));
            case SettingsResult.Faulty(List<Problem> problems) -> new Version.Bad(problems);
        };
    }

    private Outcome accepted(List<String> needRestart) {
        metrics.accepted();
        LOG.info("the configuration was reloaded");
        if (!needRestart.isEmpty()) {
            LOG.atWarn().addKeyValue("keys", needRestart).log("what has changed in gateway.yaml needs a restart");
        }
        return new Outcome.Accepted();
    }

    private Outcome rejected(List<Problem> problems) {
        metrics.rejected();
        List<String> faults = problems.stream().map(Problem::toString).toList();
        LOG.atWarn().addKeyValue("faults", faults).log("the new configuration is faulty; the running one stays");
        return new Outcome.Rejected(faults);
    }

    private sealed interface Version {
        record Good(InForce next) implements Version {}

        record Bad(List<Problem> problems) implements Version {}
    }
}
