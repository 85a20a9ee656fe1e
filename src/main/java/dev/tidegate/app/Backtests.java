package dev.tidegate.app;

import dev.tidegate.app.settings.SettingsReader;
import dev.tidegate.app.settings.TriggersResult;
import dev.tidegate.app.settings.yaml.Problem;
import dev.tidegate.backtest.Backtest;
import dev.tidegate.backtest.BacktestReport;
import dev.tidegate.console.Backtesting;
import dev.tidegate.console.Job;
import dev.tidegate.console.JobBook;
import dev.tidegate.trigger.TriggerRules;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backtests that are ordered from a running gateway. */
final class Backtests implements Backtesting {
    /** With their journeys, twice over, so many take some hundred megabytes. */
    static final int MOST_CUSTOMERS = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(Backtests.class);

    private final SettingsReader reader;
    private final Configuration configuration;
    private final @Nullable TrialRun run;
    private final WorkerExecutor worker;
    private final JobBook<BacktestReport> jobs;

    /**
     * @param run null when nothing is recorded
     * @param worker of one thread
     */
    Backtests(
            SettingsReader reader,
            Configuration configuration,
            @Nullable TrialRun run,
            WorkerExecutor worker,
            JobBook<BacktestReport> jobs) {
        this.reader = reader;
        this.configuration = configuration;
        this.run = run;
        this.worker = worker;
        this.jobs = jobs;
    }

    @Override
    public Future<Started> start(Order order) {
        TrialRun trial = run;
        if (trial == null) {
            return Future.succeededFuture(new Started.NoArchive());
        }
        Optional<String> job = jobs.begin();
        if (job.isEmpty()) {
            return Future.succeededFuture(new Started.Busy());
        }
        String id = job.get();
        return worker.executeBlocking(() -> read(order), false)
                .map(read -> switch (Objects.requireNonNull(read)) {
                    case TriggersResult.Valid(TriggerRules triggers) -> {
                        run(trial, order, triggers, id);
                        yield (Started) new Started.Running(id);
                    }
                    case TriggersResult.Faulty(List<Problem> problems) -> {
                        jobs.failed(id, "the triggers are faulty");
                        yield new Started.Faulty(
                                problems.stream().map(Problem::toString).toList());
                    }
                })
                .onFailure(fault -> jobs.failed(id, "the triggers could not be read"));
    }

    @Override
    public Optional<Job<BacktestReport>> find(String id) {
        return jobs.find(id);
    }

    private TriggersResult read(Order order) {
        return order.triggers()
                .map(text -> reader.readTriggersText(text, configuration.destinations()))
                .orElseGet(() -> new TriggersResult.Valid(configuration.rules()));
    }

    private void run(TrialRun trial, Order order, TriggerRules triggers, String id) {
        worker.executeBlocking(() -> trial.report(triggers, configuration.rules(), order.from(), order.to()), false)
                .onSuccess(report -> jobs.done(id, Objects.requireNonNull(report)))
                .onFailure(fault -> {
                    jobs.failed(id, words(fault));
                    LOG.atWarn()
                            .addKeyValue("fault", fault.getClass().getName())
                            .log("a backtest failed");
                });
    }

    private static String words(Throwable fault) {
        return fault instanceof Backtest.TooManyException
                ? fault.getMessage() + "; ./tidegate backtest has memory of its own"
                : "the archive could not be read";
    }
}
