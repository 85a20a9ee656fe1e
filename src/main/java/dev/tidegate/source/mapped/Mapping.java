package dev.tidegate.source.mapped;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.expression.Compilation;
import dev.tidegate.expression.Expression;
import dev.tidegate.expression.ExpressionEngine;
import dev.tidegate.expression.Result;
import dev.tidegate.expression.Type;
import dev.tidegate.expression.Variables;
import dev.tidegate.source.FieldError.Code;
import dev.tidegate.source.Prepared.Problem;
import dev.tidegate.source.standard.Consents;
import dev.tidegate.source.standard.EventDraft;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that give an event's parts, over {@code body} (the JSON body, or one element of it) and {@code headers} (by
 * name in any case). An expression that fails, as one does that names a missing field, gives null. May be shared by threads.
 */
final class Mapping {
    private static final Variables VARIABLES =
            new Variables(Map.of("body", Type.Simple.ANY, "headers", new Type.MapOf(Type.Simple.STRING)));

    private final Map<EventKey, Expression> expressions;

    private Mapping(Map<EventKey, Expression> expressions) {
        this.expressions = expressions;
    }

    /** Reads the expressions and adds what is wrong with them. */
    static Mapping compile(Map<String, String> texts, List<Problem> problems) {
        ExpressionEngine engine = new ExpressionEngine(VARIABLES);
        Map<EventKey, Expression> expressions = new EnumMap<>(EventKey.class);
        texts.forEach((name, text) -> {
            EventKey key = EventKey.named(name);
            if (key == null) {
                problems.add(
                        new Problem("event." + name, 1, 1, "is no key of an event; allowed are " + EventKey.allowed()));
                return;
            }
            switch (engine.compile(text)) {
                case Compilation.Compiled(Expression expression) -> expressions.put(key, expression);
                case Compilation.Faulty(List<Compilation.Problem> faults) ->
                    faults.forEach(fault ->
                            problems.add(new Problem("event." + name, fault.line(), fault.column(), fault.message())));
            }
        });
        if (!texts.containsKey(EventKey.TYPE.label())) {
            problems.add(new Problem("event", 1, 1, "needs the key type, an expression that gives the event's type"));
        }
        return new Mapping(expressions);
    }

    /** The sender's id for the event, as the expression gives it. */
    @Nullable
    Object id(Map<String, Object> variables) {
        return value(EventKey.ID, variables);
    }

    void read(Map<String, Object> variables, EventDraft draft) {
        draft.typeAsSent(value(EventKey.TYPE, variables));
        draft.occurredAt(value(EventKey.OCCURRED_AT, variables));
        draft.customerId(value(EventKey.CUSTOMER_ID, variables));
        draft.email(value(EventKey.EMAIL, variables));
        draft.phone(value(EventKey.PHONE, variables), null);
        draft.anonymousId(value(EventKey.ANONYMOUS_ID, variables));
        draft.properties(map(EventKey.PROPERTIES, variables, draft));
        map(EventKey.CONTEXT, variables, draft).forEach(draft::context);
        map(EventKey.CONSENT, variables, draft).forEach((name, value) -> {
            Channel channel = Consents.channel(name);
            ConsentState state = Consents.state(value);
            if (channel == null || state == null) {
                draft.error("consent", Code.VALUE, "allowed are the channels email and sms, granted or denied");
            } else {
                draft.consent(channel, state, null);
            }
        });
    }

    @SuppressWarnings("unchecked") // an expression's maps have only strings for keys
    private Map<String, Object> map(EventKey key, Map<String, Object> variables, EventDraft draft) {
        Object value = value(key, variables);
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        if (value != null) {
            draft.error(key.label(), Code.FORMAT, "has to be an object");
        }
        return Map.of();
    }

    private @Nullable Object value(EventKey key, Map<String, Object> variables) {
        Expression expression = expressions.get(key);
        if (expression == null) {
            return null;
        }
        return switch (expression.evaluate(variables)) {
            case Result.Value(Object plain) -> plain;
            case Result.Failed ignored -> null;
        };
    }

    static Map<String, Object> variables(@Nullable Object body, Map<String, String> headers) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("body", body);
        variables.put("headers", headers);
        return variables;
    }
}
