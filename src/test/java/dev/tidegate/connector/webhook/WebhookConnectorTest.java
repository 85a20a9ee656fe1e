package dev.tidegate.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.connector.ConnectorContract;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookConnectorTest extends ConnectorContract {
    private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Secret NEXT = new Secret("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");

    @Override
    protected WebhookConnector connector() {
        return connector(List.of(SECRET));
    }

    @Test
    void sends_the_body_of_the_contract() {
        EspRequest.Http request = connector().request(Messages.cart(), 1, NOW);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).hasToString("https://hooks.example/x");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"type":"Cart Abandoned","timestamp":"2026-11-24T01:32:03.500Z","data":{"message_id":"MESSAGE",
            "trigger":"cart-abandoned","step":1,
            "customer":{"profile_id":"p-1","customer_id":"4711","email":"jo@shop.example","first_name":"Jo","locale":"de-DE"},
            "properties":{"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc"},
            "event":{"id":"EVENT","source":"shop","source_id":"delivery-1","type":"checkout_started",
            "customer":{"customer_id":"4711","id_space":"shop","email":"jo@shop.example"},
            "properties":{"checkout_token":"tok-1","value":129.90},
            "occurred_at":"2026-11-24T01:02:03.000Z","received_at":"2026-11-24T01:02:03.412Z","context":{}}}}
            """.replace("\n", "")
                .replace("MESSAGE", Messages.cart().id().value())
                .replace("EVENT", Messages.cart().event().id().value()));
    }

    @Test
    void signs_as_the_specification_does() {
        // the example of the Standard Webhooks reference libraries
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

        assertThat(new StandardWebhookSignature(List.of(SECRET)).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signs_the_message_id_and_the_time_of_the_attempt() {
        Message message = Messages.cart();
        EspRequest.Http request = connector().request(message, 1, NOW);
        String expected = new StandardWebhookSignature(List.of(SECRET))
                .sign(message.id().value(), NOW.getEpochSecond(), request.body());

        assertThat(request.headers())
                .containsEntry("webhook-id", message.id().value())
                .containsEntry("webhook-timestamp", "1795483924")
                .containsEntry("webhook-signature", expected);
    }

    @Test
    void signs_with_every_secret_while_one_is_being_replaced() {
        String old = signature(List.of(SECRET));
        String next = signature(List.of(NEXT));

        assertThat(signature(List.of(SECRET, NEXT))).isEqualTo(old + " " + next);
    }

    @Test
    void refuses_a_secret_that_is_not_base64() {
        assertThatThrownBy(() -> new StandardWebhookSignature(List.of(new Secret("whsec_not base64"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Base64")
                .hasMessageNotContaining("not base64");
    }

    private static String signature(List<Secret> secrets) {
        return connector(secrets).request(Messages.cart(), 1, NOW).headers().getOrDefault("webhook-signature", "none");
    }

    private static WebhookConnector connector(List<Secret> secrets) {
        return new WebhookConnector(URI.create("https://hooks.example/x"), new StandardWebhookSignature(secrets));
    }
}
