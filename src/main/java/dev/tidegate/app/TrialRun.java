package dev.tidegate.app;

import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.archive.ArchiveSettings;
import dev.tidegate.backtest.Backtest;
import dev.tidegate.backtest.BacktestReport;
import dev.tidegate.trigger.Policy;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerRules;
import dev.tidegate.trigger.Triggers;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Runs triggers on the archive beside those in force. Blocks, so not for an event loop. */
record TrialRun(ArchiveSettings archive, Policy policy, InstantSource clock, int mostCustomers) {
    BacktestReport report(TriggerRules candidate, TriggerRules inForce, Optional<Instant> from, Optional<Instant> to)
            throws IOException {
        return new Backtest(new ArchiveReader(archive.directory()), mostCustomers)
                .run(compiled(candidate), compiled(inForce), from.orElse(Instant.EPOCH), to.orElseGet(clock::instant));
    }

    private Triggers compiled(TriggerRules triggers) {
        return new Triggers(triggers, policy, new TriggerExpressions());
    }
}
