package dev.tidegate.trigger;

import dev.tidegate.domain.Profile;
import dev.tidegate.expression.Expression;
import dev.tidegate.expression.Truth;
import java.time.Instant;
import java.util.Map;

/** A group of customers that a condition on their profile defines. */
public final class Segment {
    private final SegmentSettings settings;
    private final Expression condition;

    private Segment(SegmentSettings settings, Expression condition) {
        this.settings = settings;
        this.condition = condition;
    }

    static Segment of(SegmentSettings settings, TriggerExpressions expressions) {
        return new Segment(settings, TriggerExpressions.expression(expressions.segment(settings.condition())));
    }

    SegmentSettings settings() {
        return settings;
    }

    public String name() {
        return settings.name();
    }

    /** Its condition as it was written. */
    public String condition() {
        return settings.condition();
    }

    /** Whether a customer belongs to it; one of whom that cannot be told does not. */
    public boolean holds(Profile profile, Instant now) {
        return Truth.TRUE.equals(test(TriggerExpressions.variables(profile, now)));
    }

    Truth test(Map<String, Object> variables) {
        return condition.test(variables);
    }
}
