package dev.tidegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.support.VertxForTests;
import dev.tidegate.telemetry.RefusalLog;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was refused is kept for the operator, without anything of the request in it. */
class RefusalsTest {
    private static final String JSON = "Content-Type: application/json\r\n";

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private TestPort port;

    @BeforeEach
    void listen() throws Exception {
        port = new TestPort(vertx.get());
    }

    @AfterEach
    void close() throws Exception {
        port.close();
    }

    @Test
    void each_refused_request_is_kept_with_its_status_and_reason() throws Exception {
        port.post("/v1/webhooks/shop", JSON + "key: canary\r\n", "{\"id\":\"canary\"}");
        port.post("/v1/webhooks/shop", "Content-Type: text/canary\r\n", "canary");
        port.post("/v1/webhooks/shop", JSON + "key: right\r\n", "canary");
        port.post("/v1/webhooks/shop", JSON + "key: right\r\n", "[{\"bad\":\"email\"},{\"bad\":\"phone\"}]");

        assertThat(refused("shop"))
                .containsExactly(
                        "422 invalid-events", "400 malformed", "415 unsupported-media-type", "401 signature_wrong");
        assertThat(port.refusals.last("shop").getFirst().detail())
                .isEqualTo("event 0: email format; event 1: phone format");
        assertThat(port.refusals.last("shop").toString()).doesNotContain("canary");
    }

    @Test
    void what_was_accepted_is_not_among_them() throws Exception {
        assertThat(port.webhook("{\"id\":\"1\"}").status()).isEqualTo(202);
        assertThat(port.webhook("[{\"id\":\"2\"},{\"bad\":\"email\"}]").status())
                .isEqualTo(202);

        assertThat(refused("shop")).isEmpty();
    }

    @Test
    void a_call_that_is_no_trackers_is_kept_under_unknown() throws Exception {
        port.post("/v1/track", JSON, "{\"id\":\"1\"}");

        assertThat(refused("unknown")).containsExactly("401 signature_wrong");
    }

    private List<String> refused(String source) {
        return port.refusals.last(source).stream()
                .map((RefusalLog.Entry entry) -> entry.status() + " " + entry.reason())
                .toList();
    }
}
