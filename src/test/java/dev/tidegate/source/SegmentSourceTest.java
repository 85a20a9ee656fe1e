package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentSourceTest extends SourceContract {
    @Override
    SourceSettings settings(String word) {
        return new SourceSettings.Segment(
                new Entry("tracking", "people", null), new Secret("wk_" + word), List.of("https://shop.example"));
    }

    @Override
    byte[] body() {
        return Fixtures.resource("segment/order_completed.json");
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
    void takes_the_write_key_from_the_body_of_a_beacon() {
        assertThat(prove(post("", "{\"writeKey\":\"wk_right\"}"))).isEqualTo(Proof.PROVEN);
        assertThat(prove(post("", "{\"writeKey\":\"wk_wrong\"}")))
                .isEqualTo(new Proof.Refused(Refusal.CREDENTIALS_WRONG));
        assertThat(prove(post("", "{\"writeKey\":7}"))).isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
        assertThat(prove(post("", "{"))).isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
    }

    @Test
    void a_wrong_key_in_the_header_is_not_made_good_by_the_body() {
        Request request =
                Requests.request(Map.of("Authorization", "Basic d2tfd3Jvbmc6"), bytes("{\"writeKey\":\"wk_right\"}"));

        assertThat(prove(request)).isEqualTo(new Proof.Refused(Refusal.CREDENTIALS_WRONG));
    }

    @Test
    void takes_browsers_from_the_configured_origins_only() {
        byte[] body = bytes("{\"writeKey\":\"wk_right\"}");

        assertThat(prove(Requests.request(Map.of("Origin", "https://shop.example"), body)))
                .isEqualTo(Proof.PROVEN);
        assertThat(prove(Requests.request(Map.of("Origin", "https://shop.example.evil.example"), body)))
                .isEqualTo(new Proof.Refused(Refusal.ORIGIN_NOT_ALLOWED));
    }

    @Test
    void reads_an_order() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.type()).isEqualTo("order_completed");
        assertThat(event.sourceId()).isEqualTo("ajs-4711");
        assertThat(event.customer().customerId()).isEqualTo("k-77");
        assertThat(event.customer().anonymousId()).isEqualTo("5f0c");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:20:00Z");
        assertThat(event.properties())
                .containsEntry("order_id", "4711")
                .containsEntry("checkout_token", "c-1")
                .containsEntry("cart_token", "w-1")
                .containsEntry("value", new BigDecimal("154.85"))
                .containsEntry("revenue", new BigDecimal("149.9"))
                .containsEntry("currency", "EUR")
                .containsEntry("coupon", "WINTER5");
        assertThat(event.context())
                .containsEntry("ip", "198.51.100.7")
                .containsEntry("user_agent", "Mozilla/5.0")
                .containsEntry("page", Map.of("url", "https://lampenladen.example/danke"));
    }

    @ParameterizedTest
    @CsvSource({
        "Product Viewed, product_viewed",
        "Products Searched, products_searched",
        "Cart Viewed, cart_viewed",
        "Checkout Started, checkout_started",
        "Order Completed, order_completed",
        "Email Opened, email_opened",
        "Email Link Clicked, email_clicked",
        "Email Marked as Spam, email_complained",
        "Unsubscribed, unsubscribed",
        "buttonClicked, button_clicked",
        "  Weird--Name!! 2, weird_name_2",
        "HTTPServer Error, http_server_error"
    })
    void names_events_canonically(String name, String type) {
        assertThat(event("{\"type\":\"track\",\"event\":\"" + name + "\"}").type())
                .isEqualTo(type);
    }

    @Test
    void categories_are_labels_of_pages_too() {
        assertThat(event("{\"type\":\"page\",\"category\":\"How To\"}").properties())
                .containsEntry("category", "how_to");
        assertThat(event("{\"type\":\"track\",\"event\":\"a\",\"properties\":{\"category\":\"Big Lamps\"}}")
                        .properties())
                .containsEntry("category", "big_lamps");
    }

    @ParameterizedTest
    @CsvSource({"page, page_viewed", "screen, screen_viewed", "identify, customer_updated", "alias, customer_updated"})
    void each_call_has_its_type_by_path_or_by_body(String call, String type) {
        assertThat(Requests.event(read(post(call, "{\"userId\":\"u\"}"))).type())
                .isEqualTo(type);
        assertThat(event("{\"type\":\"" + call + "\",\"userId\":\"u\"}").type()).isEqualTo(type);
    }

    @Test
    void a_page_has_its_name_and_what_the_request_tells_of_the_visitor() {
        Request request = Requests.request(
                Map.of("User-Agent", "Firefox"),
                bytes("{\"type\":\"page\",\"name\":\"Home\",\"properties\":{\"url\":\"https://shop.example/\"}}"));
        Event event = Requests.event(read(request));

        assertThat(event.properties()).isEqualTo(Map.of("url", "https://shop.example/", "name", "Home"));
        assertThat(event.context()).containsEntry("ip", "203.0.113.9").containsEntry("user_agent", "Firefox");
    }

    @Test
    void identify_tells_facts_and_consent() {
        Event event = event(
                "{\"type\":\"identify\",\"userId\":\"u\",\"timestamp\":\"2026-11-24T01:00:00Z\",\"traits\":{\"email\":\"a@shop.example\",\"phone\":\"030"
                    + " 1234567\",\"firstName\":\"Jo\",\"plan\":\"pro\",\"address\":{\"country\":"
                    + "\"DEU\",\"city\":\"Berlin\"}},\"context\":{\"consent\":{\"categoryPreferences\":{\"Advertising\":true,"
                    + "\"email\":true,\"SMS\":false}}}}");

        assertThat(event.customer().email()).isEqualTo("a@shop.example");
        assertThat(event.customer().phone()).isEqualTo("+49301234567");
        assertThat(event.properties())
                .isEqualTo(Map.of("country", "DE", "first_name", "Jo", "city", "Berlin", "plan", "pro"));
        assertThat(event.consents())
                .containsExactly(
                        new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, event.occurredAt()),
                        new ConsentChange(Channel.SMS, ConsentState.DENIED, event.occurredAt()));
    }

    @Test
    void a_consent_that_every_call_repeats_undoes_no_refusal() {
        Event event = event(
                "{\"type\":\"track\",\"event\":\"Product Viewed\",\"context\":{\"consent\":{\"categoryPreferences\":"
                        + "{\"email\":true}}}}");

        assertThat(event.consents())
                .containsExactly(new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, Instant.EPOCH));
    }

    @Test
    void alias_joins_the_id_used_before() {
        Event event = event("{\"type\":\"alias\",\"previousId\":\"anon-1\",\"userId\":\"u\"}");

        assertThat(event.customer().customerId()).isEqualTo("u");
        assertThat(event.customer().anonymousId()).isEqualTo("anon-1");
    }

    @Test
    void group_is_ignored() {
        assertThat(Requests.items(read(post("group", "{\"groupId\":\"g\"}"))))
                .containsExactly(new Item.Ignored("group"));
    }

    @Test
    void a_clock_that_is_years_off_is_corrected_by_ours() {
        Event event = event("{\"type\":\"track\",\"event\":\"a\",\"timestamp\":\"2001-01-01T00:00:00Z\",\"sentAt\":"
                + "\"2001-01-01T00:00:05Z\"}");

        assertThat(event.occurredAt()).isEqualTo(Requests.NOW.minusSeconds(5));
    }

    @Test
    void a_time_that_segment_has_corrected_stays() {
        Event event = event("{\"type\":\"track\",\"event\":\"a\",\"timestamp\":\"2026-11-24T01:00:00Z\",\"sentAt\":"
                + "\"2001-01-01T00:00:05Z\",\"receivedAt\":\"2026-11-24T01:00:01Z\"}");

        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:00:00Z");
    }

    @Test
    void without_a_message_id_the_content_counts_and_not_its_transport() {
        Event one =
                event("{\"type\":\"track\",\"event\":\"a\",\"sentAt\":\"2026-11-24T01:00:00Z\",\"writeKey\":\"x\"}");
        Event same = event("{\"type\":\"track\",\"event\":\"a\",\"sentAt\":\"2026-11-24T01:00:09Z\"}");
        Event other = event("{\"type\":\"track\",\"event\":\"b\"}");

        assertThat(same.id()).isEqualTo(one.id()).isNotEqualTo(other.id());
    }

    @Test
    void each_call_of_a_batch_has_its_own_fate_and_the_batch_s_context() {
        Reading reading = read(post(
                "batch",
                "{\"sentAt\":\"2026-11-24T01:30:00Z\",\"context\":{\"ip\":\"192.0.2.1\",\"locale\":\"de\"},\"batch\":["
                        + "{\"type\":\"track\",\"event\":\"A\",\"messageId\":\"1\",\"context\":{\"ip\":\"192.0.2.2\"}},"
                        + "{\"type\":\"nonsense\"},7,{\"type\":\"group\"},{\"type\":\"batch\"},"
                        + "{\"type\":\"page\",\"messageId\":\"2\"}]}"));
        List<Item> items = Requests.items(reading);

        assertThat(items).hasSize(6);
        assertThat(Requests.event(items.get(0)).context())
                .containsEntry("ip", "192.0.2.2")
                .containsEntry("locale", "de");
        assertThat(items.get(1)).isInstanceOf(Item.Rejected.class);
        assertThat(items.get(2)).isInstanceOf(Item.Rejected.class);
        assertThat(items.get(3)).isInstanceOf(Item.Ignored.class);
        assertThat(items.get(4)).isInstanceOf(Item.Rejected.class);
        assertThat(Requests.event(items.get(5)).context()).containsEntry("ip", "192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"batch\":[]}", "{\"batch\":7}", "{}"})
    void a_batch_without_calls_is_unreadable(String body) {
        assertThat(read(post("batch", body))).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void keeps_segment_s_limits() {
        String large = "{\"type\":\"track\",\"event\":\"a\",\"x\":\"" + "x".repeat(32 * 1024) + "\"}";
        String small = "{\"type\":\"track\",\"event\":\"a\"}";

        assertThat(read(post("", large))).isInstanceOf(Reading.Unreadable.class);
        assertThat(Requests.items(read(post("", "{\"batch\":[" + large + "," + small + "]}"))))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Item.Rejected.class),
                        second -> assertThat(second).isInstanceOf(Item.Valid.class));
        assertThat(read(post("", "{\"batch\":[" + "7,".repeat(2_500) + "7]}"))).isInstanceOf(Reading.Unreadable.class);
        assertThat(read(post("", "{\"batch\":[" + (large + ",").repeat(16) + small + "]}")))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void takes_a_batch_of_the_largest_size() {
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < 2_500; i++) {
            calls.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"track\",\"event\":\"a\",\"userId\":\"u\",\"messageId\":\"")
                    .append(i)
                    .append(
                            "\",\"properties\":{\"a\":1,\"b\":2},\"context\":{\"page\":{\"url\":\"https://shop.example\"}}}");
        }

        assertThat(Requests.items(read(post("batch", "{\"batch\":[" + calls + "]}"))))
                .hasSize(2_500)
                .allSatisfy(item -> assertThat(item).isInstanceOf(Item.Valid.class));
    }

    @Test
    void a_batch_s_context_is_no_larger_in_all_its_calls_than_a_process_can_bear() {
        String call = ",{\"type\":\"track\",\"event\":\"a\"}";
        String context =
                "{\"context\":{\"page\":{\"url\":\"" + "u".repeat(16 * 1024) + "\"}},\"batch\":[{\"type\":\"page\"}";

        assertThat(Requests.items(read(post("batch", context + call.repeat(499) + "]}"))))
                .hasSize(500)
                .allSatisfy(item -> assertThat(item).isInstanceOf(Item.Valid.class));
        assertThat(read(post("batch", context + call.repeat(599) + "]}"))).isInstanceOf(Reading.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"event\":\"Order Completed\",\"traits\":{}', order_completed",
        "'\"traits\":{\"email\":\"jo@shop.example\"}', customer_updated",
        "'\"previousId\":\"a\"', customer_updated"
    })
    void a_call_that_is_named_nowhere_is_known_by_what_it_holds(String fields, String type) {
        assertThat(event("{\"userId\":\"u\"," + fields + "}").type()).isEqualTo(type);
    }

    @Test
    void a_company_is_known_by_its_id_and_ignored() {
        assertThat(Requests.items(read(post("", "{\"userId\":\"u\",\"groupId\":\"g\",\"traits\":{}}"))))
                .singleElement()
                .isInstanceOf(Item.Ignored.class);
    }

    @Test
    void answers_as_segment_does() {
        Source source = Requests.ready(settings("right")).perEventLoop().apply(Requests.NO_TOOLS);

        assertThat(source.answers().accepted()).isEqualTo(200);
        assertThat(source.answers().acceptedBody()).isEqualTo("{\"success\":true}");
        assertThat(source.contentTypes()).contains("text/plain");
    }

    private Event event(String body) {
        return Requests.event(read(post("", body)));
    }

    private static Request post(String call, String body) {
        return new Request(Headers.of(Map.of()), bytes(body), new Arrival(Requests.NOW, "203.0.113.9", call));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
