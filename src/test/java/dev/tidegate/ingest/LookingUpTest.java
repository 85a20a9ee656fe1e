package dev.tidegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sources that look something up before they answer, greet their provider, or have a secret in their path. */
final class LookingUpTest extends PortFixture {
    private static final String JSON = "Content-Type: application/json\r\n";

    @Test
    void lets_in_what_a_look_up_proves() throws Exception {
        RawClient.Answer answer = port.post("/v1/webhooks/polite/right", JSON, "{\"a\":1}");

        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void refuses_what_a_look_up_does_not_prove() throws Exception {
        assertThat(port.post("/v1/webhooks/polite/wrong", JSON, "{}").status()).isEqualTo(401);
        assertThat(port.post("/v1/webhooks/polite", JSON, "{}").status()).isEqualTo(401);
    }

    @Test
    void asks_to_come_again_when_a_look_up_fails() throws Exception {
        RawClient.Answer answer = port.post("/v1/webhooks/polite/lost", JSON, "{}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isNotNull();
        assertThat(answer.body()).doesNotContain("canary");
    }

    @Test
    void asks_to_come_again_when_what_must_be_done_first_fails() throws Exception {
        assertThat(port.post("/v1/webhooks/polite/right", JSON, "[]").status()).isEqualTo(503);
    }

    @Test
    void knows_nothing_behind_the_name_of_a_source_that_has_no_use_for_it() throws Exception {
        assertThat(port.post("/v1/webhooks/shop/right", JSON + "key: right\r\n", "{\"id\":\"1\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void returns_a_greeting() throws Exception {
        try (RawClient client = port.client()) {
            client.send("OPTIONS /v1/webhooks/polite?hello HTTP/1.1\r\nHost: x\r\n\r\n");
            RawClient.Answer answer = client.read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("webhook-allowed-origin")).isEqualTo("*");
            assertThat(answer.body()).isEqualTo("hello");
        }
    }

    @Test
    void answers_other_methods_as_always() throws Exception {
        try (RawClient client = port.client()) {
            client.send("DELETE /v1/webhooks/polite HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(client.read().status()).isEqualTo(405);
        }
    }
}
