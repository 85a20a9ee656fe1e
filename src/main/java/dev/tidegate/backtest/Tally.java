package dev.tidegate.backtest;

import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what was decided from a time on. */
final class Tally {
    private final Instant from;
    private final Map<String, Sums> byTrigger = new TreeMap<>();
    private final List<BacktestReport.Message> first = new ArrayList<>();

    Tally(Instant from) {
        this.from = from;
    }

    private static final class Sums {
        private final Map<Verdict.Outcome, Long> outcomes = new EnumMap<>(Verdict.Outcome.class);
        private final Set<MessageId> messages = new HashSet<>();
        private final Set<ProfileId> customers = new HashSet<>();
    }

    void decided(ProfileId profile, Verdict verdict) {
        if (!verdict.at().isBefore(from)) {
            sums(verdict.trigger()).outcomes.merge(verdict.outcome(), 1L, Long::sum);
        }
    }

    void released(Message message) {
        if (!message.releasedAt().isBefore(from)) {
            Sums sums = sums(message.trigger());
            sums.customers.add(message.profile());
            if (sums.messages.add(message.id()) && first.size() < BacktestReport.MOST_MESSAGES) {
                first.add(named(message));
            }
        }
    }

    private static BacktestReport.Message named(Message message) {
        return new BacktestReport.Message(
                message.releasedAt(),
                message.profile(),
                message.trigger(),
                message.step(),
                message.destination(),
                message.as(),
                message.event().id(),
                message.id());
    }

    /** The first messages, one by one. */
    List<BacktestReport.Message> first() {
        return first;
    }

    private Sums sums(String trigger) {
        return byTrigger.computeIfAbsent(trigger, none -> new Sums());
    }

    /** What each trigger came to. */
    Map<String, BacktestReport.Totals> totals() {
        Map<String, BacktestReport.Totals> totals = new TreeMap<>();
        byTrigger.forEach((trigger, sums) -> totals.put(
                trigger, new BacktestReport.Totals(sums.outcomes, sums.messages.size(), sums.customers.size())));
        return totals;
    }

    /** How this comes to differ from another one's messages, by trigger. */
    Map<String, BacktestReport.Difference> against(Tally other) {
        Map<String, BacktestReport.Difference> differences = new TreeMap<>();
        Set<String> triggers = new HashSet<>(byTrigger.keySet());
        triggers.addAll(other.byTrigger.keySet());
        for (String trigger : triggers) {
            Set<MessageId> mine = messages(trigger);
            Set<MessageId> theirs = other.messages(trigger);
            long both = mine.stream().filter(theirs::contains).count();
            differences.put(trigger, new BacktestReport.Difference(both, mine.size() - both, theirs.size() - both));
        }
        return differences;
    }

    /** The messages that one trigger released. */
    Set<MessageId> messages(String trigger) {
        Sums sums = byTrigger.get(trigger);
        return sums == null ? Set.of() : sums.messages;
    }
}
