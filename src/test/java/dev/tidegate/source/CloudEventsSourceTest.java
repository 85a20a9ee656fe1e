package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsSourceTest extends SourceContract {
    private static final String STRUCTURED = "application/cloudevents+json; charset=utf-8";
    private static final String BATCHED = "application/cloudevents-batch+json";

    @Override
    SourceSettings settings(String word) {
        return new SourceSettings.CloudEvents(
                new Entry("bus", "people", null),
                new Authentication.Bearer(new Secret("token-" + word)),
                "example.lampenladen.");
    }

    @Override
    byte[] body() {
        return Fixtures.sample("cloudevents/order_completed.json");
    }

    @Override
    String proofHeader() {
        return "Authorization";
    }

    @Override
    boolean provesTheBody() {
        return false;
    }

    @Test
    void reads_a_structured_event() {
        Event event = Requests.event(read(request(STRUCTURED, text())));

        assertThat(event.type()).isEqualTo("order_completed");
        assertThat(event.sourceId()).isEqualTo("/shops/lampenladen/orders 7301-1");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:02:03Z");
        assertThat(event.customer().customerId()).isEqualTo("77");
        assertThat(event.customer().phone()).isEqualTo("+49301234567");
        assertThat(event.properties())
                .containsEntry("order_id", "7301")
                .containsEntry("value", new BigDecimal("129.90"))
                .containsEntry("currency", "EUR");
        assertThat(event.context())
                .containsEntry("subject", "7301")
                .containsEntry("cloudevent_type", "example.lampenladen.order.completed");
    }

    @Test
    void a_binary_event_is_the_same_as_a_structured_one() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", "7301-1");
        headers.put("ce-source", "/shops/lampenladen/orders");
        headers.put("ce-type", "example.lampenladen.order.completed");
        headers.put("ce-subject", "7301");
        headers.put("ce-time", "2026-11-24T01:02:03Z");
        String data = text().substring(text().indexOf("\"data\":") + 7, text().lastIndexOf('}'));

        assertThat(read(Requests.request(headers, bytes(data)))).isEqualTo(read(request(STRUCTURED, text())));
    }

    @Test
    void attributes_in_headers_may_be_encoded_and_data_may_be_missing() {
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json",
                "ce-specversion", "1.0",
                "ce-id", "1",
                "ce-source", "/k%C3%BCche 100%",
                "ce-type", "x");

        assertThat(Requests.event(read(Requests.request(headers, new byte[0]))).sourceId())
                .isEqualTo("/küche 100% 1");
    }

    @Test
    void each_event_of_a_batch_has_its_own_fate() {
        String other = text().replace("\"id\":\"7301-1\"", "\"id\":\"\"").replace("\"1.0\"", "\"0.3\"");
        Reading reading = read(request(BATCHED, "[" + text() + "," + other + ",7]"));
        List<Item> items = Requests.items(reading);

        assertThat(((Reading.Events) reading).batch()).isTrue();
        assertThat(Requests.event(items.getFirst()).type()).isEqualTo("order_completed");
        assertThat(((Item.Rejected) items.get(1)).errors())
                .extracting(error -> error.field() + " " + error.code().label())
                .containsExactly("specversion value", "id missing");
        assertThat(items.get(2)).isInstanceOf(Item.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "[", "7"})
    void what_is_no_batch_is_unreadable(String body) {
        assertThat(read(request(BATCHED, body))).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void data_in_base64_counts_if_it_is_json() {
        String base64 = "\"data_base64\":\"eyJvcmRlcl9pZCI6OX0=\"}";
        String start = text().substring(0, text().indexOf("\"data\":"));
        Event json = Requests.event(read(request(STRUCTURED, start + base64)));
        Event other = Requests.event(
                read(request(STRUCTURED, start.replace("application/json", "application/x-thrift") + base64)));

        assertThat(json.properties()).isEqualTo(Map.of("order_id", "9"));
        assertThat(other.properties()).isEmpty();
        assertThat(other.context()).containsEntry("left_out", List.of("data"));
    }

    @Test
    void json_that_is_no_cloudevent_is_unreadable() {
        assertThat(read(request("application/json", text()))).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void a_token_may_stand_in_the_query_instead() {
        assertThat(proof("access_token=token-right", null)).isEqualTo(Proof.PROVEN);
        assertThat(proof("a=1&access_token=token%2Dright", null)).isEqualTo(Proof.PROVEN);
        assertThat(proof("access_token=token-wrong", null)).isEqualTo(new Proof.Refused(Refusal.CREDENTIALS_WRONG));
        assertThat(proof("access_token=token-right&access_token=token-right", null))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
        assertThat(proof("", null)).isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
    }

    @Test
    void the_query_does_not_stand_for_the_address() {
        Authentication here = new Authentication.From(
                List.of(Cidr.parse("203.0.113.0/24")), new Authentication.Bearer(new Secret("t")));
        Source source = Requests.ready(new SourceSettings.CloudEvents(Entry.of("bus"), here, ""))
                .perEventLoop()
                .apply(Requests.NO_TOOLS);
        Headers none = Headers.of(Map.of());

        assertThat(source.prove(
                        new Request(none, body(), new Arrival(Requests.NOW, "203.0.113.9", "", "access_token=t"))))
                .isEqualTo(Proof.PROVEN);
        assertThat(source.prove(
                        new Request(none, body(), new Arrival(Requests.NOW, "192.0.2.1", "", "access_token=t"))))
                .isEqualTo(new Proof.Refused(Refusal.ADDRESS_NOT_ALLOWED));
    }

    @Test
    void a_header_is_not_made_good_by_the_query() {
        assertThat(proof("access_token=token-right", "Bearer other"))
                .isEqualTo(new Proof.Refused(Refusal.CREDENTIALS_WRONG));
    }

    @Test
    void tells_a_sender_that_asks_that_it_may_send() {
        Source source = source();
        Greeting greeting = Objects.requireNonNull(
                source.greet("OPTIONS", Headers.of(Map.of("WebHook-Request-Origin", "bus.example.com")), ""));

        assertThat(greeting.status()).isEqualTo(200);
        assertThat(greeting.headers())
                .containsEntry("WebHook-Allowed-Origin", "bus.example.com")
                .containsEntry("WebHook-Allowed-Rate", "*");
        assertThat(source.greet("OPTIONS", Headers.of(Map.of()), "")).isNull();
        assertThat(source.greet("OPTIONS", Headers.of(Map.of("WebHook-Request-Origin", "a b\r\nx")), ""))
                .isNull();
        assertThat(source.greet("GET", Headers.of(Map.of("WebHook-Request-Origin", "bus.example.com")), ""))
                .isNull();
    }

    private Proof proof(String query, @Nullable String header) {
        Map<String, String> headers = header == null ? Map.of() : Map.of("Authorization", header);
        return source().prove(new Request(Headers.of(headers), body(), new Arrival(Requests.NOW, null, "", query)));
    }

    private Source source() {
        return Requests.ready(settings("right")).perEventLoop().apply(Requests.NO_TOOLS);
    }

    private static Request request(String type, String body) {
        return Requests.request(Map.of("Content-Type", type), bytes(body));
    }

    private String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
