package dev.tidegate.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpressionTest {
    private static final ExpressionEngine ENGINE = new ExpressionEngine(Variables.NONE
            .with(
                    "event",
                    new Type.Struct(
                            "Event",
                            Map.of(
                                    "type", Type.Simple.STRING,
                                    "occurred_at", Type.Simple.TIMESTAMP,
                                    "properties", new Type.MapOf(Type.Simple.ANY))))
            .with("body", Type.Simple.ANY)
            .with("now", Type.Simple.TIMESTAMP));

    private final Map<String, Object> properties = new LinkedHashMap<>(Map.of(
            "value",
            new BigDecimal("129.90"),
            "count",
            5L,
            "email",
            "jo@shop.example",
            "products",
            List.of(Map.of("name", "Lamp", "price", new BigDecimal("12.50")))));

    @Test
    void compares_decimals_with_integers() {
        assertThat(run("event.properties.value >= 20 && event.properties.count < 5.5"))
                .isEqualTo(true);
    }

    @Test
    void a_mere_path_keeps_a_price_exactly_as_it_is_stored() {
        assertThat(run("event.properties.value")).isEqualTo(new BigDecimal("129.90"));
        assertThat(run("event.properties.products[0].price")).isEqualTo(new BigDecimal("12.50"));
        assertThat(run("body")).isEqualTo(Map.of("user", Map.of("id", 7L)));
    }

    @Test
    void a_computed_price_is_the_shortest_decimal() {
        assertThat(run("event.properties.value + 0.0")).isEqualTo(new BigDecimal("129.9"));
        assertThat(run("1e15 * 10.0")).isEqualTo(new BigDecimal("10000000000000000"));
    }

    @Test
    void lists_and_maps_come_back_as_plain_values() {
        assertThat(run("{'names': event.properties.products.map(p, p.name), 'all': event.properties.products}"))
                .isEqualTo(Map.of(
                        "names",
                        List.of("Lamp"),
                        "all",
                        List.of(Map.of("name", "Lamp", "price", new BigDecimal("12.50")))));
    }

    @Test
    void times_are_iso_text() {
        assertThat(run("now")).isEqualTo("1970-01-01T01:00:00.000Z");
        assertThat(run("now - event.occurred_at")).isEqualTo("PT1H");
        assertThat(run("now - event.occurred_at > duration('30m')")).isEqualTo(true);
    }

    @Test
    void has_is_false_of_what_is_missing_and_of_null() {
        properties.put("note", null);
        assertThat(run("has(event.properties.coupon)")).isEqualTo(false);
        assertThat(run("has(event.properties.note)")).isEqualTo(false);
        assertThat(run("event.properties.note == null")).isEqualTo(true);
        assertThat(run("event.properties.?coupon.orValue('none')")).isEqualTo("none");
    }

    @Test
    void lists_may_hold_null() {
        properties.put("notes", Arrays.asList("a", null));
        assertThat(run("event.properties.notes.filter(n, n != null)")).isEqualTo(List.of("a"));
        assertThat(run("event.properties.notes")).isEqualTo(Arrays.asList("a", null));
    }

    @Test
    void an_unknown_field_or_variable_is_found_when_the_expression_is_read() {
        assertThat(problems("event.propertes.value > 3"))
                .containsExactly(new Compilation.Problem(1, 6, "undefined field 'propertes'"));
        assertThat(problems("event.type == 'a' &&\n  evnt.type == 'b'"))
                .containsExactly(new Compilation.Problem(2, 3, "undeclared reference to 'evnt'"));
    }

    @Test
    void types_that_do_not_agree_are_found_when_the_expression_is_read() {
        assertThat(problems("event.type + 1"))
                .containsExactly(new Compilation.Problem(
                        1, 12, "found no matching overload for '_+_' applied to '(string, int)'"));
        assertThat(problems("1 +")).containsExactly(new Compilation.Problem(1, 4, "the expression ends too early"));
    }

    @Test
    void a_condition_must_give_true_or_false() {
        assertThat(ENGINE.compileCondition("event.type")).isInstanceOf(Compilation.Faulty.class);
        assertThat(condition("event.properties.value > 20")).isEqualTo(Truth.TRUE);
        assertThat(condition("event.properties.value < 20")).isEqualTo(Truth.FALSE);
        assertThat(condition("event.properties.value")).isEqualTo(new Truth.Unknown("gives no true or false"));
    }

    @Test
    void a_failure_names_what_the_expression_asks_for() {
        assertThat(failure("event.properties.coupon == 'X'")).isEqualTo("'coupon' is missing (at character 17)");
        assertThat(failure("event.properties.coupon")).isEqualTo("'coupon' is missing");
        assertThat(failure("event.properties.products[3].name")).isEqualTo("'products' has no element 3");
        assertThat(failure("event.properties.count * 2.5")).startsWith("an operator or function does not take values");
    }

    @Test
    void a_failure_holds_nothing_of_the_values() {
        for (String text : List.of(
                "event.properties[event.properties.email]",
                "timestamp(event.properties.email)",
                "int(event.properties.email)",
                "event.properties.email.substring(99)",
                "now.getHours(event.properties.email)",
                "event.properties.email.matches('(' + event.properties.email)")) {
            assertThat(failure(text)).doesNotContain("jo@");
        }
    }

    @Test
    void a_macro_in_what_is_no_expression_is_a_fault_like_others() {
        assertThat(problems("math.greatest([? .'a'")).isNotEmpty();
    }

    @Test
    void a_sign_in_the_wrong_place_is_named() {
        assertThat(problems("event.type == )"))
                .extracting(Compilation.Problem::message)
                .singleElement()
                .asString()
                .contains("')'");
        assertThat(problems("{'a' 1}")).extracting(Compilation.Problem::message).contains("missing ':'");
    }

    @Test
    void what_an_expression_may_cost_is_bounded() {
        assertThat(failure("lists.range(100000).all(x, true)")).startsWith("goes over too many elements");
        assertThat(problems("1" + "+1".repeat(5_000))).isNotEmpty();
        assertThat(problems("(".repeat(500) + "1" + ")".repeat(500))).isNotEmpty();
    }

    private @Nullable Object run(String text) {
        return ((Result.Value) evaluate(text)).plain();
    }

    private String failure(String text) {
        return ((Result.Failed) evaluate(text)).reason();
    }

    private Result evaluate(String text) {
        return compiled(ENGINE.compile(text)).evaluate(variables());
    }

    private Truth condition(String text) {
        return compiled(ENGINE.compileCondition(text)).test(variables());
    }

    private Map<String, Object> variables() {
        return Map.of(
                "event", Map.of("type", "checkout_started", "occurred_at", Instant.EPOCH, "properties", properties),
                "body", Map.of("user", Map.of("id", 7L)),
                "now", Instant.ofEpochSecond(3600));
    }

    private static Expression compiled(Compilation compilation) {
        return ((Compilation.Compiled) compilation).expression();
    }

    private static List<Compilation.Problem> problems(String text) {
        return ((Compilation.Faulty) ENGINE.compile(text))
                .problems().stream()
                        .map(problem -> new Compilation.Problem(problem.line(), problem.column(), problem.message()))
                        .toList();
    }
}
