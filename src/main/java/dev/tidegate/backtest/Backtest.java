package dev.tidegate.backtest;

import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.trigger.Triggers;
import java.io.IOException;
import java.time.Instant;

/** Runs triggers against the archive beside the triggers in force. Blocks, so not for an event loop. */
public final class Backtest {
    private final ArchiveReader archive;

    public Backtest(ArchiveReader archive) {
        this.archive = archive;
    }

    /**
     * Replays all that was archived before {@code to}; what is decided before {@code from} counts only as what went before, so
     * that profiles, cooldowns and runs under way are as they would have been.
     */
    public BacktestReport run(Triggers candidate, Triggers inForce, Instant from, Instant to) throws IOException {
        Tally tally = new Tally(from);
        Tally other = new Tally(from);
        Replay one = new Replay(candidate, tally);
        Replay two = new Replay(inForce, other);
        long[] events = {0};
        archive.read(Instant.MIN, to, archived -> {
            events[0]++;
            one.receive(archived.profile(), archived.event());
            two.receive(archived.profile(), archived.event());
        });
        one.advance(to);
        two.advance(to);
        return new BacktestReport(from, to, events[0], tally.totals(), tally.against(other));
    }
}
