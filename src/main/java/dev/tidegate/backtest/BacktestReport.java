package dev.tidegate.backtest;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What triggers would have done in a period.
 *
 * @param from the first moment that counts
 * @param to the end, when the clock stopped; runs that wait beyond it are still waiting
 * @param events so many were replayed, those before {@code from} included
 * @param totals by trigger, {@code *} for events on which deciding failed
 * @param difference by trigger, to the triggers in force
 * @param messages who would have got what, in the order of time, {@link #MOST_MESSAGES} at most
 */
public record BacktestReport(
        Instant from,
        Instant to,
        long events,
        Map<String, Totals> totals,
        Map<String, Difference> difference,
        List<Message> messages) {
    /** So many messages are named one by one. */
    public static final int MOST_MESSAGES = 1_000;

    public BacktestReport {
        messages = List.copyOf(messages);
        totals = Collections.unmodifiableMap(new TreeMap<>(totals));
        difference = Collections.unmodifiableMap(new TreeMap<>(difference));
    }

    /** How many messages there were beyond those that are named. */
    public long moreMessages() {
        return totals.values().stream().mapToLong(Totals::messages).sum() - messages.size();
    }

    /**
     * One message to one customer.
     *
     * @param event the event that caused it
     */
    public record Message(
            Instant at,
            ProfileId profile,
            String trigger,
            int step,
            String destination,
            String as,
            EventId event,
            MessageId id) {}

    /**
     * What one trigger came to.
     *
     * @param outcomes how often a decision ended so
     * @param customers how many got at least one of the messages
     */
    public record Totals(Map<Verdict.Outcome, Long> outcomes, long messages, long customers) {
        public Totals {
            Map<Verdict.Outcome, Long> ordered = new EnumMap<>(Verdict.Outcome.class);
            ordered.putAll(outcomes);
            outcomes = Collections.unmodifiableMap(ordered);
        }
    }

    /**
     * Messages of one trigger; the same message is one that the same event causes at the same destination.
     *
     * @param both with these triggers and with those in force
     * @param added with these only
     * @param gone with those in force only
     */
    public record Difference(long both, long added, long gone) {}
}
