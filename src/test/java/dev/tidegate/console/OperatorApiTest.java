package dev.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.delivery.DeliveryStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorApiTest extends ConsoleFixture {
    @Test
    void an_events_trace_tells_what_was_decided_and_sent() throws Exception {
        TestConsole.Answer answer = console.get("/v1/events/" + TestConsole.EVENT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.json())
                .containsEntry("id", TestConsole.EVENT.value())
                .containsEntry("received_at", "2026-11-24T01:02:03.412Z")
                .containsEntry("event", Map.of("id", "x", "type", "checkout_started"))
                .containsEntry("profile_id", "profile")
                .containsEntry(
                        "verdicts",
                        List.of(Map.of(
                                "trigger", "cart-abandoned",
                                "step", 1L,
                                "outcome", "fired",
                                "reason", "all gates passed",
                                "at", "2026-11-24T01:02:03.412Z",
                                "gates", List.of(Map.of("gate", "cooldown", "passed", true, "seen", "none")),
                                "eligible_at", "2026-11-25T01:02:03.412Z")));
        assertThat((List<?>) answer.json().get("deliveries")).hasSize(1);
        assertThat(console.deliveries.asked).containsExactly("of profile [message]");
    }

    @Test
    void an_event_is_found_by_the_senders_id_too() throws Exception {
        assertThat(console.get("/v1/events/shop:gid%3A%2F%2F1").json()).containsEntry("id", TestConsole.EVENT.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAAAAAAAAAAAAAAAAAAAA", "nothing", "shop:another", ":x", "%7Bx%7D", "%00"})
    void an_unknown_event_is_a_problem(String id) throws Exception {
        TestConsole.Answer answer = console.get("/v1/events/" + id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void deliveries_are_listed_with_their_attempts() throws Exception {
        TestConsole.Answer answer =
                console.get("/v1/deliveries?status=dead&destination=klaviyo&limit=1000&cursor=here");

        assertThat(answer.json()).containsEntry("next", "next-page").containsEntry("items", List.of(delivery()));
        assertThat(console.deliveries.query().status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(console.deliveries.query().destination()).isEqualTo("klaviyo");
        assertThat(console.deliveries.query().cursor()).isEqualTo("here");
    }

    private static Map<String, Object> delivery() {
        Map<String, Object> attempt = new java.util.HashMap<>();
        attempt.put("at", "2026-11-24T01:02:03.412Z");
        attempt.put("status", 400L);
        attempt.put("outcome", "dead");
        attempt.put("error", "the answer was 400");
        Map<String, Object> delivery = new java.util.HashMap<>();
        delivery.put("id", "41.message");
        delivery.put("message_id", "message");
        delivery.put("destination", "klaviyo");
        delivery.put("trigger", "cart-abandoned");
        delivery.put("step", 1L);
        delivery.put("profile_id", "profile");
        delivery.put("event_id", dev.tidegate.domain.EventId.of("shop", "1").value());
        delivery.put("status", "dead");
        delivery.put("at", "2026-11-24T01:02:03.412Z");
        delivery.put("attempts", List.of(attempt));
        delivery.put("next_attempt_at", null);
        return delivery;
    }

    @Test
    void a_page_has_fifty_items_unless_asked_otherwise() throws Exception {
        console.get("/v1/deliveries");
        assertThat(console.deliveries.query().limit()).isEqualTo(50);

        console.get("/v1/deliveries?limit=2&cursor=&status=");
        assertThat(console.deliveries.query().limit()).isEqualTo(2);
        assertThat(console.deliveries.query().cursor()).isNull();
        assertThat(console.deliveries.query().status()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/deliveries?status=lost",
                "/v1/deliveries?status=DEAD",
                "/v1/deliveries?limit=0",
                "/v1/deliveries?limit=1001",
                "/v1/deliveries?limit=ten",
                "/v1/deliveries?limit=-1",
                "/v1/deliveries?cursor=bad",
                "/v1/quarantine?cursor=bad",
                "/v1/quarantine?limit=99999999999"
            })
    void a_wrong_query_is_told_what_is_allowed(String path) throws Exception {
        TestConsole.Answer answer = console.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).containsEntry("type", "urn:tidegate:problem:wrong-query");
        assertThat(String.valueOf(answer.json().get("detail"))).contains("must be");
    }

    @Test
    void the_statuses_that_are_allowed_are_named() throws Exception {
        assertThat(console.get("/v1/deliveries?status=lost").body())
                .contains("queued, retrying, delivered, dead, expired, cancelled, unknown");
    }

    @Test
    void the_quarantine_is_listed_with_the_events_in_it() throws Exception {
        assertThat(console.get("/v1/quarantine").body())
                .isEqualTo("{\"items\":[{\"id\":\"3-1-0\",\"event_id\":\"" + TestConsole.EVENT
                        + "\",\"source\":\"shop\",\"reason\":\"conflict\",\"at\":\"2026-11-24T01:02:03.412Z\","
                        + "\"event\":{\"id\":\"x\"}}],\"next\":null}");
    }

    @Test
    void a_dead_delivery_is_tried_anew() throws Exception {
        TestConsole.Answer answer = console.send("POST", "/v1/deliveries/41.message/retry");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json()).containsEntry("status", "queued");

        assertThat(console.send("POST", "/v1/deliveries/41.nobody/retry").status())
                .isEqualTo(404);
        assertThat(console.send("POST", "/v1/deliveries/41.arrived/retry").status())
                .isEqualTo(409);
    }

    @Test
    void a_destination_is_paused_resumed_and_redriven() throws Exception {
        assertThat(console.send("POST", "/v1/destinations/klaviyo/pause").json())
                .containsEntry("paused", true);
        assertThat(console.send("POST", "/v1/destinations/klaviyo/resume").json())
                .containsEntry("paused", false);
        assertThat(console.send("POST", "/v1/destinations/klaviyo/redrive").json())
                .containsEntry("redriven", 7L);
        assertThat(console.deliveries.asked).containsExactly("pause klaviyo", "resume klaviyo", "redrive klaviyo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "redrive"})
    void an_unknown_destination_is_a_problem(String command) throws Exception {
        assertThat(console.send("POST", "/v1/destinations/nobody/" + command).status())
                .isEqualTo(404);
        assertThat(console.deliveries.asked).isEmpty();
    }

    @Test
    void segments_are_shown_with_their_counts_and_counted_anew() throws Exception {
        assertThat(console.get("/v1/segments").body())
                .isEqualTo("{\"items\":[{\"name\":\"vip\",\"if\":\"profile.orders_count >= 5\",\"profiles\":12,"
                        + "\"counted_at\":\"2026-11-24T01:02:03.412Z\"},{\"name\":\"new\","
                        + "\"if\":\"profile.orders_count == 0\",\"profiles\":null,\"counted_at\":null}],"
                        + "\"next\":null}");

        assertThat(console.send("POST", "/v1/segments/count").status()).isEqualTo(202);
        assertThat(console.recounts).isEqualTo(1);
    }

    @Test
    void destinations_are_shown_and_tested() throws Exception {
        assertThat(console.get("/v1/destinations").body())
                .contains("\"name\":\"klaviyo\"", "\"circuit_breaker\":\"closed\"", "\"account_refused\":true")
                .contains("\"verified\":{\"outcome\":\"refused\",\"reason\":\"HTTP"
                        + " 401\",\"at\":\"2026-11-24T01:02:03.412Z\"}")
                .contains("\"verified\":null");

        String body = "{\"as\":\"Cart\",\"via\":\"event\",\"email\":\"jo@shop.example\"}";
        assertThat(console.post("/v1/destinations/klaviyo/test", body).body())
                .isEqualTo("{\"destination\":\"klaviyo\",\"outcome\":\"dead\",\"status\":400,"
                        + "\"error\":\"Cart jo@shop.example\",\"took_ms\":7}");
        assertThat(console.post("/v1/destinations/klaviyo/test", "").status()).isEqualTo(202);
        assertThat(console.post("/v1/destinations/none/test", "").status()).isEqualTo(404);
        assertThat(console.post("/v1/destinations/klaviyo/test", "{\"via\":\"fax\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void triggers_and_settings_are_shown() throws Exception {
        assertThat(console.get("/v1/triggers").body())
                .contains(
                        "\"name\":\"cart-abandoned\"",
                        "\"mode\":\"live\"",
                        "\"waiting\":3",
                        "\"on\":[\"checkout_started\"]");
        assertThat(console.get("/v1/config").body())
                .isEqualTo(
                        "{\"version\":\"abc\",\"loaded_at\":\"2026-11-24T01:02:03.412Z\",\"needs_restart\":[\"server\"],"
                            + "\"sources.yaml\":{\"shop\":{\"secrets\":[\"***\"]}}}");
    }

    @Test
    void a_trigger_is_disabled_and_enabled() throws Exception {
        assertThat(console.get("/v1/triggers").body()).contains("\"enabled\":true");

        TestConsole.Answer disabled = console.send("POST", "/v1/triggers/cart-abandoned/disable");
        assertThat(disabled.status()).isEqualTo(202);
        assertThat(disabled.json()).containsEntry("trigger", "cart-abandoned").containsEntry("enabled", false);
        assertThat(console.get("/v1/triggers").body()).contains("\"enabled\":false", "\"mode\":\"live\"");

        assertThat(console.send("POST", "/v1/triggers/cart-abandoned/enable").status())
                .isEqualTo(202);
        assertThat(console.get("/v1/triggers").body()).contains("\"enabled\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable", "disable"})
    void an_unknown_trigger_is_a_problem(String command) throws Exception {
        assertThat(console.send("POST", "/v1/triggers/nobody/" + command).status())
                .isEqualTo(404);
        assertThat(console.switched).isEmpty();
    }

    @Test
    void the_last_refused_requests_of_a_source_are_listed() throws Exception {
        console.refusals.of("shop").add(401, "signature_wrong", "Check the secret.");

        assertThat(console.get("/v1/sources/shop/refusals").body())
                .isEqualTo("{\"items\":[{\"at\":\"2026-11-24T01:02:03.412Z\",\"status\":401,"
                        + "\"reason\":\"signature_wrong\",\"detail\":\"Check the secret.\"}],\"next\":null}");
        assertThat(console.get("/v1/sources/nobody/refusals").status()).isEqualTo(404);
    }

    @Test
    void a_reload_tells_the_version_and_what_needs_a_restart() throws Exception {
        TestConsole.Answer answer = console.send("POST", "/v1/config/reload");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json())
                .containsEntry("status", "reloaded")
                .containsEntry("version", "abc")
                .containsEntry("needs_restart", List.of("server"));
    }

    @Test
    void a_faulty_configuration_is_refused_with_its_faults() throws Exception {
        console.faults.add("triggers.yaml:1:1 trigger: is not a known key; did you mean triggers?");

        TestConsole.Answer answer = console.send("POST", "/v1/config/reload");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json()).containsEntry("faults", console.faults);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sources.json", "sources.schema.json"})
    void a_schema_is_served_for_each_file(String name) throws Exception {
        assertThat(console.get("/v1/schemas/" + name).body()).isEqualTo("{\"title\":\"Tidegate: sources.yaml\"}");
        assertThat(console.get("/v1/schemas/nothing.json").status()).isEqualTo(404);
    }

    @Test
    void a_broken_dependency_is_told_without_its_insides() throws Exception {
        TestConsole.Answer answer = console.send("POST", "/v1/deliveries/41.broken/retry");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("canary");
        assertThat(answer.header("retry-after")).isNotEmpty();
    }
}
