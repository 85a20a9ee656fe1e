package dev.tidegate.connector.brevo;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrevoConnectorTest extends ConnectorContract {
    private static final Message CART = Messages.as(Messages.cart(), "12", null);
    private static final Message EVENT = Messages.as(CART, "cart_abandoned", Via.EVENT);

    @Override
    protected BrevoConnector connector() {
        return at("https://api.brevo.com");
    }

    /** Brevo's templates are numbers. */
    @Override
    protected Message cart() {
        return CART;
    }

    private static BrevoConnector at(String url) {
        return new BrevoConnector(URI.create(url), new Secret("s3cret"), Sender.parse("Shop <news@shop.example>"));
    }

    @Test
    void sends_a_mail_from_a_template() {
        EspRequest.Http request = connector().request(CART, 1, NOW);

        assertThat(request.url()).hasToString("https://api.brevo.com/v3/smtp/email");
        assertThat(request.headers()).containsEntry("api-key", "s3cret");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"templateId":12,"to":[{"email":"jo@shop.example"}],"sender":{"email":"news@shop.example","name":"Shop"},
            "params":{"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc"},"headers":{"X-Mailin-custom":
            "tidegate_message_id:MESSAGE|tidegate_trigger:cart-abandoned|tidegate_step:1|tidegate_destination:hook"}}
            """.replace("\n", "")
                .replace("MESSAGE", CART.id().value()));
    }

    @Test
    void sends_an_event_on_the_contact() {
        EspRequest.Http request = connector().request(EVENT, 1, NOW);

        assertThat(request.url()).hasToString("https://api.brevo.com/v3/events");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"event_name":"cart_abandoned","event_date":"2026-11-24T01:32:03.500Z",
            "identifiers":{"email_id":"jo@shop.example"},
            "event_properties":{"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc",
            "tidegate_message_id":"MESSAGE","tidegate_trigger":"cart-abandoned","tidegate_step":"1","tidegate_destination":"hook"}}
            """.replace("\n", "")
                .replace("MESSAGE", CART.id().value()));
    }

    @Test
    void names_the_contact_by_id_when_there_is_no_address() {
        Message byId = Messages.to(EVENT, new Message.Recipient("4711", null, null, null, null, null));

        assertThat(connector().request(byId, 1, NOW).body())
                .asString(StandardCharsets.UTF_8)
                .contains("\"identifiers\":{\"ext_id\":\"4711\"}");
    }

    @Test
    void knows_templates_by_numbers_only() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connector().request(Messages.as(CART, "cart", Via.TEMPLATE), 1, NOW));
    }

    @Test
    void knows_events_by_names_without_spaces_only() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connector().request(Messages.as(CART, "Cart Abandoned", Via.EVENT), 1, NOW));
    }

    @Test
    void takes_missing_credits_for_the_accounts_fault() {
        assertThat(connector().read(answer(402, "{}"))).isInstanceOf(Outcome.AccountRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not_enough_credits", "account_under_validation", "unauthorized", "permission_denied"})
    void takes_these_codes_for_the_accounts_fault(String code) {
        assertThat(connector().read(answer(400, "{\"code\":\"" + code + "\"}")))
                .isInstanceOf(Outcome.AccountRefused.class);
        assertThat(connector().read(answer(400, "{\"code\":\"invalid_parameter\",\"message\":\"jo@shop.example\"}")))
                .isEqualTo(new Outcome.Refused("HTTP 400"));
    }

    @Test
    void waits_as_long_as_brevos_headers_say() {
        assertThat(connector().rest(answer(429, Map.of("x-sib-ratelimit-reset", "600"))))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void asks_for_the_account_to_see_whether_it_is_let_in() {
        assertThat(connector().verification().url()).hasToString("https://api.brevo.com/v3/account");
    }

    /** The specification still has the host of Brevo's former name, and none of events. */
    @Test
    void sends_what_brevos_specification_asks_for() {
        OpenApiRequestCheck check = OpenApiRequestCheck.of("brevo-smtp-email.trimmed.swagger2.json");

        assertThat(check.violations(at("https://api.sendinblue.com").request(CART, 1, NOW)))
                .isEmpty();
    }
}
