package dev.tidegate.connector.iterable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.connector.ConnectorContract;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IterableConnectorTest extends ConnectorContract {
    private static final Message CART = Messages.cart();

    @Override
    protected IterableConnector connector() {
        return new IterableConnector(URI.create("https://api.iterable.com"), new Secret("s3cret"));
    }

    @Test
    void sends_an_event_on_the_user() {
        EspRequest.Http request = connector().request(CART, 1, NOW);

        assertThat(request.url()).hasToString("https://api.iterable.com/api/events/track");
        assertThat(request.headers()).containsEntry("api-key", "s3cret");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"email":"jo@shop.example","eventName":"Cart Abandoned","id":"MESSAGE","createdAt":1795483923,
            "dataFields":{"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc",
            "tidegate_message_id":"MESSAGE","tidegate_trigger":"cart-abandoned","tidegate_step":"1","tidegate_destination":"hook"}}
            """.replace("\n", "")
                .replace("MESSAGE", CART.id().value()));
    }

    @Test
    void names_the_user_by_id_when_there_is_no_address() {
        Message byId = Messages.to(CART, new Message.Recipient("4711", null, null, null, null, null));
        Message nobody = Messages.to(CART, new Message.Recipient(null, null, null, null, null, null));

        assertThat(connector().request(byId, 1, NOW).body())
                .asString(StandardCharsets.UTF_8)
                .startsWith("{\"userId\":\"4711\",");
        assertThatIllegalArgumentException().isThrownBy(() -> connector().request(nobody, 1, NOW));
    }

    @Test
    void does_not_take_a_success_with_an_error_code_for_one() {
        assertThat(connector().read(answer(200, "{\"code\":\"InvalidEmailAddressError\",\"msg\":\"jo@shop.example\"}")))
                .isEqualTo(new Outcome.Refused("HTTP 200 with an error: Iterable did not take it"));
        assertThat(connector().read(answer(200, "{\"code\":\"Success\"}"))).isEqualTo(new Outcome.Delivered());
    }

    @Test
    void does_not_take_a_disallowed_name_for_a_success() {
        assertThat(connector()
                        .read(answer(200, "{\"code\":\"Success\",\"msg\":\"Event X is disallowed from tracking\"}")))
                .isEqualTo(new Outcome.Refused("HTTP 200: Iterable is set not to take events of this name"));
        assertThat(connector().read(answer(200, "{\"code\":\"Success\",\"msg\":\"Event tracked.\"}")))
                .isEqualTo(new Outcome.Delivered());
    }

    @Test
    void asks_for_the_channels_to_see_whether_it_is_let_in() {
        assertThat(connector().verification().url()).hasToString("https://api.iterable.com/api/channels");
    }
}
