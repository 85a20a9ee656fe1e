package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Finding;
import dev.tidegate.domain.Verdict;

/** Is told each change of a trigger's state for a customer, and each finding about who a customer is. */
@FunctionalInterface
public interface DecisionMeter {
    void decided(String trigger, Verdict.Outcome outcome);

    /** An event's facts were told to its profile, for the first time. */
    default void told(Event event) {}

    /** Something about an event's customer could not be settled. */
    default void found(Finding.Rule rule) {}
}
