package dev.tidegate.app;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Finding;
import dev.tidegate.domain.Verdict;
import dev.tidegate.queue.DecisionMeter;
import dev.tidegate.telemetry.DecisionMetrics;
import dev.tidegate.telemetry.EngagementMetrics;
import dev.tidegate.telemetry.FindingMetrics;

/** Counts what the deciding part decides and finds. */
record DecisionCounts(DecisionMetrics decisions, FindingMetrics findings, EngagementMetrics engagement)
        implements DecisionMeter {
    @Override
    public void told(Event event) {
        engagement.decided(event);
    }

    @Override
    public void decided(String trigger, Verdict.Outcome outcome) {
        decisions.decided(trigger, outcome);
    }

    @Override
    public void found(Finding.Rule rule) {
        findings.found(rule);
    }
}
