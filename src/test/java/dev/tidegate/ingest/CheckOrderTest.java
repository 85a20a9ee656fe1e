package dev.tidegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.queue.Receipt;
import dev.tidegate.telemetry.EventOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a request is told in the contract's order: 404, 405, 415, 413, 401, 400, 422, 503. */
class CheckOrderTest extends PortFixture {
    private static final String LARGE = "x".repeat(5_000);
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String TEXT = "Content-Type: text/html\r\n";
    private static final String RIGHT = "key: right\r\n";
    private static final String WRONG = "key: wrong\r\n";

    @Test
    void an_unknown_source_comes_before_everything() throws Exception {
        assertThat(status("GET", "/v1/webhooks/nobody", TEXT + WRONG, LARGE)).isEqualTo(404);
    }

    @Test
    void a_wrong_method_comes_before_a_wrong_type() throws Exception {
        assertThat(status("PUT", "/v1/webhooks/shop", TEXT + WRONG, LARGE)).isEqualTo(405);
    }

    @Test
    void a_wrong_type_comes_before_a_large_body() throws Exception {
        assertThat(status("POST", "/v1/webhooks/shop", TEXT + WRONG, LARGE)).isEqualTo(415);
    }

    @Test
    void a_large_body_comes_before_a_wrong_signature() throws Exception {
        assertThat(status("POST", "/v1/webhooks/shop", JSON + WRONG, LARGE)).isEqualTo(413);
    }

    @Test
    void a_wrong_signature_comes_before_malformed_json() throws Exception {
        assertThat(status("POST", "/v1/webhooks/shop", JSON + WRONG, "{")).isEqualTo(401);
    }

    @Test
    void malformed_json_comes_next() throws Exception {
        assertThat(status("POST", "/v1/webhooks/shop", JSON + RIGHT, "{")).isEqualTo(400);
    }

    @Test
    void an_invalid_event_comes_before_an_absent_store() throws Exception {
        port.store.answers("1", event -> new Receipt.Unavailable());

        assertThat(status("POST", "/v1/webhooks/shop", JSON + RIGHT, "{\"bad\":\"email\"}"))
                .isEqualTo(422);
        assertThat(status("POST", "/v1/webhooks/shop", JSON + RIGHT, "{\"id\":\"1\"}"))
                .isEqualTo(503);
    }

    @Test
    void a_refusal_names_the_method_that_is_allowed() throws Exception {
        RawClient.Answer answer = answer("GET", "/v1/webhooks/shop", "", "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("POST");
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void every_refusal_is_a_problem_that_says_what_to_do() throws Exception {
        for (RawClient.Answer answer : new RawClient.Answer[] {
            answer("POST", "/v1/webhooks/nobody", JSON, "{}"),
            answer("GET", "/v1/webhooks/shop", "", ""),
            answer("POST", "/v1/webhooks/shop", TEXT, "{}"),
            answer("POST", "/v1/webhooks/shop", JSON, LARGE),
            answer("POST", "/v1/webhooks/shop", JSON + WRONG, "{}"),
            answer("POST", "/v1/webhooks/shop", JSON + RIGHT, "{"),
            answer("POST", "/v1/webhooks/shop", JSON + RIGHT, "{\"bad\":\"x\"}")
        }) {
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.json()).containsKeys("type", "title", "detail");
            assertThat(answer.json()).containsEntry("status", (long) answer.status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/webhooks",
                "/v1/webhooks/",
                "/v1/webhooks/shop/",
                "/v1/webhooks/Shop",
                "/v1/webhooks/../webhooks/shop",
                "/v1/webhooks/%73hop",
                "/v1/webhooks/%2e%2e",
                "/v1/webhooks/%00",
                "/v1/webhooks/{shop}",
                "/v1//webhooks/shop",
                "/metrics",
                "/v1/events",
                "*"
            })
    void nothing_else_is_there(String path) throws Exception {
        assertThat(status("POST", path, JSON + RIGHT, "{\"id\":\"1\"}")).isEqualTo(404);
        assertThat(port.store.given).isEmpty();
    }

    @Test
    void a_query_is_no_part_of_the_name() throws Exception {
        assertThat(status("POST", "/v1/webhooks/shop?hmac=1", JSON + RIGHT, "{\"id\":\"1\"}"))
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        application/json                            | 202
        application/json; charset=utf-8             | 202
        Application/JSON;charset="UTF-8"            | 202
        application/cloudevents+json                | 202
        application/vnd.api+json; profile="x"       | 202
        application/json; charset=iso-8859-1        | 415
        application/json; charset=utf-16            | 415
        application/+json                           | 415
        text/json                                   | 415
        text/plain                                  | 415
        application/x-www-form-urlencoded           | 415
        application/jsonp                           | 415
        application                                 | 415
        ,                                           | 415
        """)
    void takes_json_in_utf_8_and_nothing_else(String type, int status) throws Exception {
        assertThat(status("POST", "/v1/webhooks/shop", "Content-Type: " + type + "\r\n" + RIGHT, "{\"id\":\"1\"}"))
                .isEqualTo(status);
    }

    @Test
    void a_body_without_a_type_is_refused() throws Exception {
        assertThat(status("POST", "/v1/webhooks/shop", RIGHT, "{\"id\":\"1\"}")).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"gzip,415", "br,415", "'gzip, identity',415", "identity,202"})
    void takes_no_compressed_body(String encoding, int status) throws Exception {
        String headers = JSON + RIGHT + "Content-Encoding: " + encoding + "\r\n";
        assertThat(status("POST", "/v1/webhooks/shop", headers, "{\"id\":\"1\"}"))
                .isEqualTo(status);
    }

    @Test
    void refusals_are_counted_by_source() throws Exception {
        status("POST", "/v1/webhooks/shop", TEXT, "{}");
        status("POST", "/v1/webhooks/shop", JSON, LARGE);
        status("POST", "/v1/webhooks/shop", JSON + WRONG, "{}");
        status("POST", "/v1/webhooks/shop", JSON + RIGHT, "{");

        assertThat(port.count("shop", EventOutcome.INVALID)).isEqualTo(3);
        assertThat(port.count("shop", EventOutcome.UNAUTHORIZED)).isEqualTo(1);
    }

    @CanIgnoreReturnValue
    private int status(String method, String path, String headers, String body) throws Exception {
        return answer(method, path, headers, body).status();
    }

    private RawClient.Answer answer(String method, String path, String headers, String body) throws Exception {
        try (RawClient client = port.client()) {
            return client.send(TestPort.request(method, path, headers, body)).read();
        }
    }
}
