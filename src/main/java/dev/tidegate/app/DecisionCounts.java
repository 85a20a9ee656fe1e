package dev.tidegate.app;

import dev.tidegate.domain.Finding;
import dev.tidegate.domain.Verdict;
import dev.tidegate.queue.DecisionMeter;
import dev.tidegate.telemetry.DecisionMetrics;
import dev.tidegate.telemetry.FindingMetrics;

/** Counts what the deciding part decides and finds. */
record DecisionCounts(DecisionMetrics decisions, FindingMetrics findings) implements DecisionMeter {
    @Override
    public void decided(String trigger, Verdict.Outcome outcome) {
        decisions.decided(trigger, outcome);
    }

    @Override
    public void found(Finding.Rule rule) {
        findings.found(rule);
    }
}
