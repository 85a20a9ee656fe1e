package dev.tidegate.connector.mandrill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.connector.ConnectorContract;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MandrillConnectorTest extends ConnectorContract {
    private static final Message CART = Messages.as(Messages.cart(), "cart-abandoned", null);
    private static final URI MANDRILL = URI.create("https://mandrillapp.com");

    @Override
    protected MandrillConnector connector() {
        return new MandrillConnector(MANDRILL, new Secret("md-s3cret"), Sender.parse("Shop <news@shop.example>"));
    }

    @Test
    void sends_a_mail_from_a_template() {
        EspRequest.Http request = connector().request(CART, 1, NOW);

        assertThat(request.url()).hasToString("https://mandrillapp.com/api/1.0/messages/send-template.json");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"key":"md-s3cret","template_name":"cart-abandoned","template_content":[],
            "message":{"to":[{"email":"jo@shop.example","type":"to"}],
            "from_email":"news@shop.example","from_name":"Shop",
            "global_merge_vars":[{"name":"value","content":129.90},{"name":"currency","content":"EUR"},
            {"name":"first_item","content":"Lamp \u00fc"}],
            "metadata":{"tidegate_message_id":"MESSAGE","tidegate_trigger":"cart-abandoned","tidegate_step":"1","tidegate_destination":"hook"}},
            "async":false}
            """.replace("\n", "")
                .replace("MESSAGE", CART.id().value()));
    }

    @Test
    void leaves_the_sender_to_the_template_when_none_is_set() {
        MandrillConnector unsigned = new MandrillConnector(MANDRILL, new Secret("md-s3cret"), null);

        assertThat(unsigned.request(CART, 1, NOW).body())
                .asString(StandardCharsets.UTF_8)
                .doesNotContain("from_");
    }

    @Test
    void does_not_write_a_mail_to_nobody() {
        Message nobody = Messages.to(CART, new Message.Recipient("4711", null, null, null, null, null));

        assertThatIllegalArgumentException().isThrownBy(() -> connector().request(nobody, 1, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "queued", "scheduled"})
    void takes_these_for_delivered(String status) {
        assertThat(connector().read(answer(200, recipient(status, "null")))).isEqualTo(new Outcome.Delivered());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hard-bounce", "soft-bounce", "spam", "unsub", "custom", "invalid", "rule"})
    void refuses_a_recipient_who_was_rejected_and_says_why(String why) {
        assertThat(connector().read(answer(200, recipient("rejected", "\"" + why + "\""))))
                .isEqualTo(new Outcome.Refused("HTTP 200: rejected (" + why + ")"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid-sender", "unsigned", "test-mode-limit"})
    void takes_a_rejected_sender_for_the_accounts_fault(String why) {
        assertThat(connector().read(answer(200, recipient("rejected", "\"" + why + "\""))))
                .isInstanceOf(Outcome.AccountRefused.class);
    }

    @Test
    void repeats_no_reason_that_it_does_not_know() {
        assertThat(connector().read(answer(200, recipient("rejected", "\"jo@shop.example\""))))
                .isEqualTo(new Outcome.Refused("HTTP 200: rejected"));
        assertThat(connector().read(answer(200, recipient("invalid", "null"))))
                .isEqualTo(new Outcome.Refused("HTTP 200: the address is invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invalid_Key", "PaymentRequired", "PoorReputation", "Unknown_Subaccount"})
    void takes_these_errors_for_the_accounts_fault_whatever_the_status(String name) {
        assertThat(connector().read(answer(500, error(name))))
                .isEqualTo(new Outcome.AccountRefused("HTTP 500: " + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Unknown_Template", "Invalid_Template", "ValidationError"})
    void refuses_these_errors_whatever_the_status(String name) {
        assertThat(connector().read(answer(500, error(name)))).isEqualTo(new Outcome.Refused("HTTP 500: " + name));
    }

    @Test
    void tries_other_errors_again() {
        assertThat(connector().read(answer(500, error("GeneralError")))).isInstanceOf(Outcome.RetryLater.class);
        assertThat(connector().read(answer(200, error("SomethingNew")))).isInstanceOf(Outcome.RetryLater.class);
    }

    @Test
    void pings_to_see_whether_it_is_let_in() {
        EspRequest.Http ping = connector().verification();

        assertThat(ping.url()).hasToString("https://mandrillapp.com/api/1.0/users/ping2.json");
        assertThat(ping.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"key\":\"md-s3cret\"}");
        assertThat(connector().read(answer(200, "{\"PING\":\"PONG!\"}"))).isEqualTo(new Outcome.Delivered());
    }

    private static String recipient(String status, String reason) {
        return "[{\"email\":\"jo@shop.example\",\"status\":\"" + status + "\",\"reject_reason\":" + reason
                + ",\"_id\":\"abc\"}]";
    }

    private static String error(String name) {
        return "{\"status\":\"error\",\"code\":-1,\"name\":\"" + name + "\",\"message\":\"for jo@shop.example\"}";
    }
}
