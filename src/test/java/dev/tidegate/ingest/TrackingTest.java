package dev.tidegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.telemetry.EventOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingTest extends PortFixture {
    private static final String JSON = "Content-Type: application/json\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"track", "identify", "page", "screen", "group", "alias", "batch"})
    void every_call_is_answered_as_the_tracking_api_answers(String call) throws Exception {
        RawClient.Answer answer = port.post("/v1/" + call, JSON + "key: web-key\r\n", "{\"id\":\"1\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        assertThat(port.store.given.getFirst().properties()).containsEntry("call", call);
    }

    @Test
    void the_write_key_tells_whose_event_it_is() throws Exception {
        port.post("/v1/track", JSON + "key: app-key\r\n", "{\"id\":\"1\"}");
        port.post("/v1/track", JSON + "key: web-key\r\n", "{\"id\":\"2\"}");

        assertThat(port.store.given).extracting("source").containsExactly("app", "web");
        assertThat(port.count("app", EventOutcome.ACCEPTED)).isEqualTo(1);
        assertThat(port.count("web", EventOutcome.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void an_unknown_write_key_is_refused_and_counted_under_no_sources_name() throws Exception {
        RawClient.Answer answer = port.post("/v1/track", JSON + "key: another\r\n", "{\"id\":\"1\"}");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(port.count("unknown", EventOutcome.UNAUTHORIZED)).isEqualTo(1);
    }

    @Test
    void a_beacon_comes_as_plain_text_or_without_a_type() throws Exception {
        String text = "Content-Type: text/plain;charset=UTF-8\r\n";
        assertThat(port.post("/v1/track", text + "key: web-key\r\n", "{\"id\":\"1\"}")
                        .status())
                .isEqualTo(200);
        assertThat(port.post("/v1/track", "key: web-key\r\n", "{\"id\":\"2\"}").status())
                .isEqualTo(200);
        assertThat(port.post("/v1/track", "Content-Type: text/html\r\nkey: web-key\r\n", "{\"id\":\"3\"}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void a_page_of_a_configured_origin_may_ask_and_read() throws Exception {
        try (RawClient client = port.client()) {
            RawClient.Answer preflight = client.send(TestPort.request(
                            "OPTIONS",
                            "/v1/track",
                            "Origin: https://shop.example\r\nAccess-Control-Request-Method: POST\r\n",
                            ""))
                    .read();
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("access-control-allow-origin")).isEqualTo("https://shop.example");
            assertThat(preflight.header("access-control-allow-methods")).isEqualTo("POST");
            assertThat(preflight.header("access-control-allow-headers")).isEqualTo("Authorization, Content-Type");
            assertThat(preflight.header("vary")).isEqualTo("Origin");

            RawClient.Answer answer = client.send(TestPort.request(
                            "POST",
                            "/v1/track",
                            JSON + "Origin: https://shop.example\r\nkey: web-key\r\n",
                            "{\"id\":\"1\"}"))
                    .read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://shop.example");

            RawClient.Answer refused = client.send(TestPort.request(
                            "POST", "/v1/track", JSON + "Origin: https://shop.example\r\nkey: bad\r\n", "{}"))
                    .read();
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("access-control-allow-origin")).isEqualTo("https://shop.example");
        }
    }

    @Test
    void a_page_of_another_origin_may_not() throws Exception {
        try (RawClient client = port.client()) {
            RawClient.Answer preflight = client.send(TestPort.request(
                            "OPTIONS",
                            "/v1/track",
                            "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n",
                            ""))
                    .read();
            assertThat(preflight.header("access-control-allow-origin")).isNull();
            assertThat(preflight.header("access-control-allow-methods")).isNull();
            assertThat(preflight.header("vary")).isEqualTo("Origin");
        }
    }

    @Test
    void a_webhook_knows_no_preflight() throws Exception {
        try (RawClient client = port.client()) {
            assertThat(client.send(TestPort.request(
                                    "OPTIONS", "/v1/webhooks/shop", "Origin: https://shop.example\r\n", ""))
                            .read()
                            .status())
                    .isEqualTo(405);
        }
    }

    @Test
    void other_methods_are_told_what_is_allowed() throws Exception {
        try (RawClient client = port.client()) {
            RawClient.Answer answer =
                    client.send(TestPort.request("GET", "/v1/track", "", "")).read();
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo("OPTIONS, POST");
        }
    }

    @Test
    void the_address_is_the_one_that_the_trusted_proxy_saw() throws Exception {
        String forwarded = "X-Forwarded-For: 203.0.113.9, 198.51.100.7\r\n";
        port.post("/v1/track", JSON + forwarded + "key: web-key\r\n", "{\"id\":\"1\"}");

        assertThat(port.store.given.getFirst().context()).containsEntry("ip", "198.51.100.7");
    }
}
