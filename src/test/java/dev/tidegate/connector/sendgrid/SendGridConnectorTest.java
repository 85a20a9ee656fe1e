package dev.tidegate.connector.sendgrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.connector.ConnectorContract;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.OpenApiRequestCheck;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.domain.Via;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendGridConnectorTest extends ConnectorContract {
    private static final Message CART = Messages.as(Messages.cart(), "d-0123", Via.TEMPLATE);

    @Override
    protected SendGridConnector connector() {
        return new SendGridConnector(
                URI.create("https://api.sendgrid.com"),
                new Secret("SG.s3cret"),
                Sender.parse("Shop <news@shop.example>"));
    }

    @Test
    void sends_a_mail_from_a_dynamic_template() {
        EspRequest.Http request = connector().request(CART, 1, NOW);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).hasToString("https://api.sendgrid.com/v3/mail/send");
        assertThat(request.headers()).containsEntry("authorization", "Bearer SG.s3cret");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"personalizations":[{"to":[{"email":"jo@shop.example"}],
            "dynamic_template_data":{"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc"},
            "custom_args":{"tidegate_message_id":"MESSAGE","tidegate_trigger":"cart-abandoned","tidegate_step":"1"}}],
            "from":{"email":"news@shop.example","name":"Shop"},"template_id":"d-0123"}
            """.replace("\n", "")
                .replace("MESSAGE", CART.id().value()));
    }

    @Test
    void does_not_write_a_mail_to_nobody() {
        Message nobody = Messages.to(CART, new Message.Recipient("4711", null, null, null, null, null));

        assertThatIllegalArgumentException().isThrownBy(() -> connector().request(nobody, 1, NOW));
    }

    @Test
    void has_templates_only() {
        Message event = Messages.as(CART, "d-0123", Via.EVENT);

        assertThatIllegalArgumentException().isThrownBy(() -> connector().request(event, 1, NOW));
    }

    @Test
    void waits_until_the_window_is_over_when_nothing_remains() {
        String reset = Long.toString(NOW.plusSeconds(42).getEpochSecond());

        assertThat(connector().rest(answer(202, Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", reset))))
                .isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void takes_a_missing_permission_for_the_accounts_fault() {
        assertThat(connector().read(answer(403, Map.of()))).isInstanceOf(Outcome.AccountRefused.class);
    }

    @Test
    void asks_what_the_key_may_do_to_see_whether_it_is_let_in() {
        assertThat(connector().verification().url()).hasToString("https://api.sendgrid.com/v3/scopes");
    }

    @Test
    void sends_what_sendgrids_specification_asks_for() {
        assertThat(OpenApiRequestCheck.of("sendgrid-mail-send-v3.json")
                        .violations(connector().request(CART, 1, NOW)))
                .isEmpty();
    }
}
