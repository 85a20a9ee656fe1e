package dev.tidegate.expression;

import dev.tidegate.domain.MessageClass;
import dev.tidegate.fuzz.FuzzTarget;
import dev.tidegate.support.Messages;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Expressions over an event and over a body: text is one or is not, with places, and one gives a value or fails, quoting none. */
public final class ExpressionFuzz implements FuzzTarget {
    private static final ExpressionEngine ENGINE = new ExpressionEngine(new Variables(Map.of(
            "event", EventVariable.TYPE, "body", Type.Simple.ANY, "headers", new Type.MapOf(Type.Simple.STRING))));
    private static final String PRIVATE = "jo@shop.example";
    private static final Map<String, Object> VARIABLES = variables();

    @Override
    public void run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        var unused = check(ENGINE.compileCondition(text));
        if (check(ENGINE.compile(text)) instanceof Compilation.Compiled(Expression expression)
                && expression.evaluate(VARIABLES) instanceof Result.Failed(String reason)
                && (reason.isBlank() || reason.contains(PRIVATE) && !text.contains(PRIVATE))) {
            throw new AssertionError("a reason that is blank or quotes: " + reason);
        }
    }

    private static Compilation check(Compilation compilation) {
        if (compilation instanceof Compilation.Faulty(List<Compilation.Problem> problems)
                && (problems.isEmpty()
                        || problems.stream()
                                .anyMatch(problem -> problem.line() < 1
                                        || problem.column() < 1
                                        || problem.message().isBlank()))) {
            throw new AssertionError("a problem without a place: " + problems);
        }
        return compilation;
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "event.type == 'order_completed' && event.properties.value >= 129.9",
                        "has(event.customer.email) ? event.customer.email.lowerAscii() : 'nobody'",
                        "body.items.filter(i, i.price > 1.5).map(i, i.name).join(', ')",
                        "{'email': body.agreed ? 'granted' : 'denied'}",
                        "event.occurred_at - duration('1h') < timestamp('2026-11-24T01:00:00Z')",
                        "body.name.matches('^a+b*$') || headers['x-trace'].size() in [1, 2, 3]",
                        "math.greatest(int(body.id), 7) % 5 + [1, 2][0]",
                        "body.?missing.orValue(event.consent)")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>();
        variables.put(
                "event",
                EventVariable.of(Messages.cart(1, "hook", PRIVATE, MessageClass.MARKETING, Messages.RELEASED, null)
                        .event()));
        variables.put(
                "body",
                Map.of(
                        "id",
                        7L,
                        "name",
                        "aab",
                        "agreed",
                        true,
                        "mail",
                        PRIVATE,
                        "items",
                        List.of(Map.of("name", "Lamp", "price", new java.math.BigDecimal("12.50")))));
        variables.put("headers", Map.of("x-trace", "t-1"));
        return variables;
    }
}
