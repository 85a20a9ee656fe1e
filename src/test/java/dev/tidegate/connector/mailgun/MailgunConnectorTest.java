package dev.tidegate.connector.mailgun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.connector.ConnectorContract;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MailgunConnectorTest extends ConnectorContract {
    private static final Message CART = Messages.as(Messages.cart(), "cart-abandoned", null);

    @Override
    protected MailgunConnector connector() {
        return new MailgunConnector(
                URI.create("https://api.eu.mailgun.net"),
                new Secret("s3cret"),
                "mg.shop.example",
                Sender.parse("Shop <news@shop.example>"));
    }

    /** Mailgun takes a form, in which the template's variables are JSON. */
    @Override
    protected byte[] json(byte[] body) {
        return String.valueOf(form(body).get("t:variables")).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void sends_a_mail_from_a_template() {
        EspRequest.Http request = connector().request(CART, 1, NOW);

        assertThat(request.url()).hasToString("https://api.eu.mailgun.net/v3/mg.shop.example/messages");
        assertThat(request.headers())
                .containsEntry("authorization", "Basic YXBpOnMzY3JldA==")
                .containsEntry("content-type", "application/x-www-form-urlencoded")
                .containsEntry("accept", "application/json");
        assertThat(form(request.body()))
                .isEqualTo(Map.of(
                        "from",
                        "\"Shop\" <news@shop.example>",
                        "to",
                        "jo@shop.example",
                        "template",
                        "cart-abandoned",
                        "t:variables",
                        "{\"value\":129.90,\"currency\":\"EUR\",\"first_item\":\"Lamp \u00fc\"}",
                        "v:tidegate_message_id",
                        CART.id().value(),
                        "v:tidegate_trigger",
                        "cart-abandoned",
                        "v:tidegate_step",
                        "1"));
    }

    @Test
    void takes_the_subject_from_the_properties() {
        Message withSubject = Messages.withProperties(CART, Map.of("subject", "Your basket & more"));

        assertThat(form(connector().request(withSubject, 1, NOW).body()))
                .containsEntry("subject", "Your basket & more");
    }

    @Test
    void does_not_write_a_mail_to_nobody() {
        Message nobody = Messages.to(CART, new Message.Recipient("4711", null, null, null, null, null));

        assertThatIllegalArgumentException().isThrownBy(() -> connector().request(nobody, 1, NOW));
    }

    private static Map<String, String> form(byte[] body) {
        return Stream.of(new String(body, StandardCharsets.US_ASCII).split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> URLDecoder.decode(field[0], StandardCharsets.UTF_8),
                        field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }
}
