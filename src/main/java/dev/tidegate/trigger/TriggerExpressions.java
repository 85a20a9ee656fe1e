package dev.tidegate.trigger;

import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import dev.tidegate.expression.Compilation;
import dev.tidegate.expression.EventVariable;
import dev.tidegate.expression.Expression;
import dev.tidegate.expression.ExpressionEngine;
import dev.tidegate.expression.ProfileVariable;
import dev.tidegate.expression.Type;
import dev.tidegate.expression.Variables;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the expressions of triggers: CEL over {@code event}, {@code profile}, {@code segments} and {@code now}. Reading is
 * slow, so what was read once is kept: whoever checks the settings and whoever uses them share the work.
 */
public final class TriggerExpressions {
    /** The variable that has the file's segments. */
    public static final String SEGMENTS = "segments";

    private static final Variables CUSTOMER =
            Variables.NONE.with("profile", ProfileVariable.TYPE).with("now", Type.Simple.TIMESTAMP);

    private final ExpressionEngine engine = new ExpressionEngine(
            CUSTOMER.with("event", EventVariable.TYPE).with(SEGMENTS, new Type.MapOf(Type.Simple.BOOL)));
    private final ExpressionEngine segmentEngine = new ExpressionEngine(CUSTOMER);

    private final CustomerLinks links;
    private final Map<String, Compilation> segments = new ConcurrentHashMap<>();
    private final Map<String, Compilation> conditions = new ConcurrentHashMap<>();
    private final Map<String, Compilation> values = new ConcurrentHashMap<>();

    /** Expressions that know of no links; enough to check them, and for conditions. */
    public TriggerExpressions() {
        this(CustomerLinks.NONE);
    }

    /** @param links what {@code data} may hand on of a customer's own pages */
    public TriggerExpressions(CustomerLinks links) {
        this.links = links;
    }

    CustomerLinks links() {
        return links;
    }

    /** Reads a segment, which knows of the profile and the time only. */
    public Compilation segment(String text) {
        return segments.computeIfAbsent(text, segmentEngine::compileCondition);
    }

    /** Reads the {@code if} of a trigger or of one of its {@code unless}. */
    public Compilation condition(String text) {
        return conditions.computeIfAbsent(text, engine::compileCondition);
    }

    /** Reads a value of {@code data}. */
    public Compilation value(String text) {
        return values.computeIfAbsent(text, engine::compile);
    }

    /** The variables' values, for a condition. */
    static Map<String, Object> variables(Event event, Profile profile, Segments segments, Instant now) {
        return variables(event, profile, segments, CustomerLinks.NONE, now);
    }

    /** The variables' values, for {@code data}. */
    static Map<String, Object> variables(
            Event event, Profile profile, Segments segments, CustomerLinks links, Instant now) {
        return Map.of(
                "event",
                EventVariable.of(event),
                "profile",
                ProfileVariable.of(profile, links, now),
                SEGMENTS,
                segments.of(profile, now),
                "now",
                now);
    }

    /** The variables' values, for a segment. */
    static Map<String, Object> variables(Profile profile, Instant now) {
        return Map.of("profile", ProfileVariable.of(profile, CustomerLinks.NONE, now), "now", now);
    }

    /** @throws IllegalArgumentException if there is a fault, which whoever read the settings would have told */
    static Expression expression(Compilation compilation) {
        return switch (compilation) {
            case Compilation.Compiled(Expression expression) -> expression;
            case Compilation.Faulty faulty ->
                throw new IllegalArgumentException(faulty.problems().getFirst().message());
        };
    }
}
