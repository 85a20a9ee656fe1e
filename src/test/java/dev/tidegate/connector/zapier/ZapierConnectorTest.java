package dev.tidegate.connector.zapier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.connector.ConnectorContract;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.domain.Message;
import dev.tidegate.json.MessageCodec;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZapierConnectorTest extends ConnectorContract {
    @Override
    protected ZapierConnector connector() {
        return new ZapierConnector(URI.create("https://hooks.example/catch/1/secret"));
    }

    @Test
    void sends_one_flat_object() {
        EspRequest.Http request = connector().request(Messages.cart(), 1, NOW);

        assertThat(request.url()).hasToString("https://hooks.example/catch/1/secret");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"type":"Cart Abandoned","timestamp":"2026-11-24T01:32:03.500Z","message_id":"MESSAGE",
            "trigger":"cart-abandoned","step":1,
            "customer_profile_id":"p-1","customer_customer_id":"4711","customer_email":"jo@shop.example",
            "customer_first_name":"Jo","customer_locale":"de-DE",
            "properties_value":129.90,"properties_currency":"EUR","properties_first_item":"Lamp \u00fc",
            "event_id":"EVENT","event_source":"shop","event_source_id":"delivery-1","event_type":"checkout_started",
            "event_occurred_at":"2026-11-24T01:02:03.000Z","event_received_at":"2026-11-24T01:02:03.412Z",
            "event_customer_customer_id":"4711","event_customer_id_space":"shop","event_customer_email":"jo@shop.example",
            "event_properties_checkout_token":"tok-1","event_properties_value":129.90}
            """.replace("\n", "")
                .replace("MESSAGE", Messages.cart().id().value())
                .replace("EVENT", Messages.cart().event().id().value()));
    }

    @Test
    void without_a_url_there_is_nowhere_to_send_to() {
        assertThatThrownBy(() -> new ZapierConnector(null).request(Messages.cart(), 1, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it has no hook");
    }

    @Test
    void numbers_the_objects_of_a_list_and_joins_plain_values() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("tags", List.of("a", 2L));
        properties.put("products", List.of(Map.of("name", "Lamp"), Map.of("name", "Desk")));
        properties.put("products_1", Map.of("name", "taken"));
        properties.put("gone", Arrays.asList((Object) null));

        assertThat(body(properties))
                .contains("\"properties_tags\":\"a,2\"")
                .contains("\"properties_products_1_name\":\"Lamp\",\"properties_products_2_name\":\"Desk\"")
                .doesNotContain("taken");
    }

    @Test
    void a_hook_does_not_know_a_message_again() {
        assertThat(connector().hasIdempotencyKey(Messages.cart())).isFalse();
    }

    private String body(Map<String, Object> properties) {
        Message cart = Messages.cart();
        Message message = new Message(
                cart.id(),
                cart.trigger(),
                cart.step(),
                cart.destination(),
                cart.as(),
                cart.via(),
                cart.profile(),
                cart.recipient(),
                properties,
                cart.event(),
                cart.messageClass(),
                cart.channel(),
                cart.placed(),
                cart.dueAt(),
                cart.releasedAt(),
                cart.expiresAt());
        assertThat(MessageCodec.encode(message)).isNotNull();
        return new String(connector().request(message, 1, NOW).body(), StandardCharsets.UTF_8);
    }
}
