package dev.tidegate.backtest;

import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.archive.ArchivedEvent;
import dev.tidegate.trigger.Triggers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;

/** Runs triggers against the archive beside the triggers in force. Blocks, so not for an event loop. */
public final class Backtest {
    private final ArchiveReader archive;

    private final int mostCustomers;

    /** @param mostCustomers with more in the archive it fails, as all of them are held in memory */
    public Backtest(ArchiveReader archive, int mostCustomers) {
        this.archive = archive;
        this.mostCustomers = mostCustomers;
    }

    /**
     * Replays all that was archived before {@code to}; what is decided before {@code from} counts only as what went before, so
     * that profiles, cooldowns and runs under way are as they would have been.
     *
     * @throws InterruptedIOException when the thread is interrupted
     */
    public BacktestReport run(Triggers candidate, Triggers inForce, Instant from, Instant to) throws IOException {
        Tally tally = new Tally(from);
        Tally other = new Tally(from);
        Replay one = new Replay(candidate, tally);
        Replay two = new Replay(inForce, other);
        long[] events = {0};
        archive.read(Instant.MIN, to, archived -> {
            goOn(one);
            events[0] += archived instanceof ArchivedEvent ? 1 : 0;
            one.replay(archived);
            two.replay(archived);
        });
        one.advance(to);
        two.advance(to);
        return new BacktestReport(from, to, events[0], tally.totals(), tally.against(other), tally.first());
    }

    private void goOn(Replay replay) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the backtest was ended");
        }
        if (replay.customers() > mostCustomers) {
            throw new TooManyException(mostCustomers);
        }
    }

    /** There are more customers in the archive than may be held in memory. */
    public static final class TooManyException extends IOException {
        private static final long serialVersionUID = 1L;

        TooManyException(int most) {
            super("there are more than " + most + " customers in the archive");
        }
    }
}
