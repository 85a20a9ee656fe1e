package dev.tidegate.queue;

import dev.tidegate.domain.Verdict;

/** Is told each change of a trigger's state for a customer. */
@FunctionalInterface
public interface DecisionMeter {
    void decided(String trigger, Verdict.Outcome outcome);
}
