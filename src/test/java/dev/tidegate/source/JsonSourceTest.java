package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.Authentication.Algorithm;
import dev.tidegate.source.Authentication.Encoding;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.catalog.Sources;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSourceTest extends SourceContract {
    private static final Map<String, String> EVENT = mapping(
            "id", "body.id",
            "type", "body.kind",
            "occurred_at", "body.at",
            "customer_id", "body.user.id",
            "email", "body.user.mail",
            "properties", "body.data",
            "consent", "body.agreed",
            "context", "{'trace': headers['x-trace']}");

    @Override
    SourceSettings settings(String word) {
        return settings(signature(word), EVENT);
    }

    @Override
    byte[] body() {
        return Fixtures.resource("json/crm.json");
    }

    @Override
    String proofHeader() {
        return "X-Signature";
    }

    @Override
    boolean hexadecimal() {
        return true;
    }

    @Test
    void reads_what_the_expressions_name() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.sourceId()).isEqualTo("crm-4711");
        assertThat(event.type()).isEqualTo("order_completed");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:00:00Z");
        assertThat(event.customer().customerId()).isEqualTo("77");
        assertThat(event.properties())
                .isEqualTo(Map.of(
                        "order_id",
                        "4711",
                        "value",
                        new BigDecimal("154.85"),
                        "currency",
                        "EUR",
                        "margin",
                        new BigDecimal("0.30")));
        assertThat(event.consents())
                .containsExactlyInAnyOrder(
                        new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, event.occurredAt()),
                        new ConsentChange(Channel.SMS, ConsentState.DENIED, event.occurredAt()));
        assertThat(event.context()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"headers['X-Trace']", "headers['x-trace']", "'X-TRACE' in headers ? headers['X-TRACE'] : 'none'"
            })
    void reads_headers_by_their_names_in_any_case(String expression) {
        Source source = Requests.ready(new SourceSettings.Json(
                        Entry.of("crm"),
                        new Authentication.Bearer(new Secret("t0ken")),
                        Map.of("type", "body.kind", "id", expression)))
                .perEventLoop()
                .apply(Requests.NO_TOOLS);

        assertThat(Requests.event(source.read(
                                Requests.request(Map.of("x-TRACE", "t-1"), bytes("{\"kind\":\"order_completed\"}"))))
                        .sourceId())
                .isEqualTo("t-1");
    }

    @Test
    void reads_headers_by_their_lower_case_names() {
        Map<String, String> headers = Map.of("X-Trace", "t-1");

        assertThat(Requests.event(read(Requests.request(headers, body()))).context())
                .containsEntry("trace", "t-1");
    }

    @Test
    void categories_of_products_are_labels_as_everywhere() {
        Event event = Requests.event(read(signed(bytes(
                "{\"kind\":\"a\",\"data\":{\"category\":\"Home & Garden\",\"products\":[{\"category\":\"Big Lamps\","
                        + "\"name\":\"Big Lamp\"},{\"category\":\"&\"},{\"category\":7},\"Big Lamps\",null]}}"))));

        assertThat(event.properties().get("category")).isEqualTo("home_garden");
        assertThat(event.properties().get("products"))
                .isEqualTo(Arrays.asList(
                        Map.of("category", "big_lamps", "name", "Big Lamp"),
                        Map.of(),
                        Map.of("category", 7L),
                        "Big Lamps",
                        null));
    }

    @Test
    void what_an_expression_does_not_find_is_not_said() {
        Event event = Requests.event(read(signed(bytes("{\"kind\":\"a\"}"))));

        assertThat(event.customer()).isEqualTo(dev.tidegate.domain.Customer.unknown("people"));
        assertThat(event.occurredAt()).isEqualTo(Requests.NOW);
        assertThat(event.sourceId()).matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void each_element_of_a_list_is_an_event_with_its_own_fate() {
        Reading reading =
                read(signed(bytes("[{\"id\":\"1\",\"kind\":\"a\"},{\"kind\":\"b\",\"user\":{\"mail\":\"x\"}},7,"
                        + "{\"id\":2,\"kind\":\"Cart Viewed\"}]")));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Events.class,
                        events -> assertThat(events.batch()).isTrue());
        List<Item> items = Requests.items(reading);
        assertThat(items).hasSize(4);
        assertThat(Requests.event(items.get(0)).sourceId()).isEqualTo("1");
        assertThat(items.get(1)).isInstanceOf(Item.Rejected.class);
        assertThat(items.get(2)).isInstanceOf(Item.Rejected.class);
        assertThat(Requests.event(items.get(3)).type()).isEqualTo("cart_viewed");
    }

    @Test
    void equal_elements_without_an_id_are_the_same_event() {
        List<Item> items = Requests.items(read(signed(bytes("[{\"kind\":\"a\"},{\"kind\":\"a\"},{\"kind\":\"b\"}]"))));

        assertThat(Requests.event(items.get(0)).id())
                .isEqualTo(Requests.event(items.get(1)).id());
        assertThat(Requests.event(items.get(0)).id())
                .isNotEqualTo(Requests.event(items.get(2)).id());
    }

    @Test
    void an_empty_list_and_one_of_more_than_a_thousand_are_unreadable() {
        assertThat(read(signed(bytes("[]")))).isInstanceOf(Reading.Unreadable.class);
        assertThat(read(signed(bytes("[" + "1,".repeat(1_000) + "1]")))).isInstanceOf(Reading.Unreadable.class);
        assertThat(read(signed(bytes("[" + "1,".repeat(999) + "1]")))).isInstanceOf(Reading.Events.class);
    }

    static Stream<Authentication> ways() {
        return Stream.of(
                new Authentication.Signature(
                        List.of(new Secret("s")), "X-Sig", Algorithm.HMAC_SHA512, Encoding.BASE64, ""),
                new Authentication.Signature(
                        List.of(new Secret("s"), new Secret("old")),
                        "X-Hub-Signature",
                        Algorithm.HMAC_SHA1,
                        Encoding.HEX,
                        "sha1="),
                new Authentication.Basic(new Secret("user:pass:word")),
                new Authentication.Bearer(new Secret("t0ken")),
                new Authentication.Header("X-Api-Key", new Secret("k3y")));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void proves_each_way_and_refuses_it_with_one_character_changed(Authentication authentication) {
        Prepared.Ready source = Requests.ready(settings(authentication, EVENT));
        Map<String, String> headers = source.signer().sign(body(), delivery());
        String header = headers.keySet().stream()
                .filter(name -> !name.equals("Content-Type"))
                .findFirst()
                .orElseThrow();
        String proof = Requests.proof(headers, header);
        String changed = (proof.charAt(proof.length() / 2) == 'x' ? "y" : "x");
        String other = proof.substring(0, proof.length() / 2) + changed + proof.substring(proof.length() / 2 + 1);
        Source one = source.perEventLoop().apply(Requests.NO_TOOLS);

        assertThat(one.prove(Requests.request(headers, body()))).isEqualTo(Proof.PROVEN);
        assertThat(one.prove(Requests.request(Requests.with(headers, header, other), body())))
                .isInstanceOf(Proof.Refused.class);
        assertThat(one.prove(Requests.request(Map.of(), body())))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
    }

    @Test
    void the_word_basic_counts_in_any_case() {
        Source source = Requests.ready(settings(new Authentication.Basic(new Secret("u:p")), EVENT))
                .perEventLoop()
                .apply(Requests.NO_TOOLS);

        assertThat(source.prove(Requests.request(Map.of("authorization", "bAsIc dTpw"), body())))
                .isEqualTo(Proof.PROVEN);
        assertThat(source.prove(Requests.request(Map.of("authorization", "Bearer dTpw"), body())))
                .isInstanceOf(Proof.Refused.class);
    }

    @Test
    void a_signature_in_upper_case_digits_is_the_same_signature() {
        Map<String, String> headers = Requests.ready(settings("right")).signer().sign(body(), delivery());
        String digits = Requests.proof(headers, proofHeader())
                .substring("sha256=".length())
                .toUpperCase(Locale.ROOT);

        assertThat(prove(Requests.request(Requests.with(headers, proofHeader(), "sha256=" + digits), body())))
                .isEqualTo(Proof.PROVEN);
    }

    @Test
    void faults_in_the_mapping_are_all_named_with_their_places() {
        Map<String, String> event = mapping("kind", "body.kind", "email", "body.user.", "properties", "boddy.data");

        assertThat(Sources.prepare(settings(signature("s"), event)))
                .isInstanceOfSatisfying(Prepared.Faulty.class, faulty -> {
                    assertThat(faulty.problems())
                            .extracting(Prepared.Problem::key)
                            .contains("event.kind", "event.email", "event.properties", "event");
                    assertThat(faulty.problems())
                            .filteredOn(p -> p.key().equals("event.email"))
                            .allSatisfy(p -> assertThat(p.column()).isGreaterThan(5));
                });
    }

    private static SourceSettings settings(Authentication authentication, Map<String, String> event) {
        return new SourceSettings.Json(new Entry("crm", "people", null), authentication, event);
    }

    private static Authentication signature(String word) {
        return new Authentication.Signature(
                List.of(new Secret(word)), "X-Signature", Algorithm.HMAC_SHA256, Encoding.HEX, "sha256=");
    }

    private static Map<String, String> mapping(String... keysAndExpressions) {
        Map<String, String> mapping = new LinkedHashMap<>();
        for (int i = 0; i < keysAndExpressions.length; i += 2) {
            mapping.put(keysAndExpressions[i], keysAndExpressions[i + 1]);
        }
        return mapping;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
