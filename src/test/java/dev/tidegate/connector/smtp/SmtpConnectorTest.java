package dev.tidegate.connector.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.connector.ConnectorSettings.Smtp;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.MailServer;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Secret;
import dev.tidegate.json.MessageCodec;
import dev.tidegate.support.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpConnectorTest {
    private static final Instant NOW = Instant.parse("2026-11-24T01:32:04.000Z");
    private static final MailServer SERVER =
            new MailServer("mail.example", 587, MailServer.Tls.STARTTLS, "shop", new Secret("s3cret"));
    private static final CustomerLinks LINKS = new CustomerLinks() {
        @Override
        public @Nullable String preferences(ProfileId profile) {
            return "https://events.shop.example/v1/preferences/t";
        }

        @Override
        public @Nullable String unsubscribe(ProfileId profile) {
            return "https://events.shop.example/v1/unsubscribe/t";
        }
    };

    @Test
    void fills_the_template_with_what_is_known_of_message_customer_and_event() {
        EspRequest.Mail mail = mail(
                "{{customer.first_name}}, your {{properties.first_item}}",
                "{{properties.value}} {{event.properties.checkout_token}} {{event.type}} {{unsubscribe_url}}"
                        + " {{preferences_url}} [{{properties.missing}}{{customer.phone}}]",
                null);

        assertThat(mail.from()).isEqualTo("Shop <news@shop.example>");
        assertThat(mail.to()).isEqualTo("jo@shop.example");
        assertThat(mail.subject()).isEqualTo("Jo, your Lamp \u00fc");
        assertThat(mail.text())
                .isEqualTo("129.90 tok-1 checkout_started https://events.shop.example/v1/unsubscribe/t"
                        + " https://events.shop.example/v1/preferences/t []");
        assertThat(mail.html()).isNull();
    }

    @Test
    void escapes_values_in_html_only() {
        Message message = withItem("<b>Lamp</b> & more");
        EspRequest.Mail mail = connector(
                        "{{properties.first_item}}", "{{properties.first_item}}", "{{properties.first_item}}")
                .request(message, 1, NOW);

        assertThat(mail.subject()).isEqualTo("<b>Lamp</b> & more");
        assertThat(mail.text()).isEqualTo("<b>Lamp</b> & more");
        assertThat(mail.html()).isEqualTo("&lt;b&gt;Lamp&lt;/b&gt; &amp; more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lamp\r\nBcc: all@shop.example", "Lamp\nX: y", "Lamp\r", "Lamp\u0000 z"})
    void refuses_a_subject_that_would_be_more_than_one_line(String item) {
        assertThatThrownBy(() ->
                        connector("Your {{properties.first_item}}!", "", null).request(withItem(item), 1, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Lamp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jo@shop.example> SIZE=1",
                "jo@shop.example\r\nRCPT TO:<x@y.example>",
                "\"j o\"@shop.example",
                "a@b@c.example",
                "j\u00f6@shop.example",
                "jo@b\u00fccher.example"
            })
    void refuses_an_address_that_an_envelope_cannot_hold(String address) {
        Message message = Messages.cart(1, "mail", address, MessageClass.MARKETING, Messages.RELEASED, null);

        assertThatThrownBy(() -> connector("s", "t", null).request(message, 1, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_a_message_whose_template_is_gone() {
        SmtpConnector connector =
                new SmtpConnector(new Smtp(SERVER, "news@shop.example", Map.of()), CustomerLinks.NONE);

        assertThatThrownBy(() -> connector.request(Messages.cart(), 1, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void is_the_same_on_every_attempt_but_for_their_number() {
        EspRequest.Mail first = connector("s", "t", null).request(Messages.cart(), 1, NOW);
        Message stored = MessageCodec.decode(MessageCodec.encode(Messages.cart()));
        EspRequest.Mail later = connector("s", "t", null).request(stored, 7, NOW.plus(Duration.ofHours(3)));

        assertThat(first.headers())
                .containsEntry("Message-ID", "<" + Messages.cart().id().value() + "@shop.example>")
                .containsEntry("Date", "Tue, 24 Nov 2026 01:32:03 +0000")
                .containsEntry("X-Tidegate-Message", Messages.cart().id().value())
                .containsEntry("X-Tidegate-Trigger", "cart-abandoned")
                .containsEntry("X-tidegate-attempt", "1");
        assertThat(later).usingRecursiveComparison().ignoringFields("headers").isEqualTo(first);
        assertThat(later.headers()).containsEntry("X-tidegate-attempt", "7").containsAllEntriesOf(without(first));
    }

    private static Map<String, String> without(EspRequest.Mail mail) {
        Map<String, String> headers = new java.util.HashMap<>(mail.headers());
        headers.remove("X-tidegate-attempt");
        return headers;
    }

    @Test
    void lets_a_marketing_mail_be_unsubscribed_from_with_one_click() {
        assertThat(mail("s", "t", null).headers())
                .containsEntry("List-Unsubscribe", "<https://events.shop.example/v1/unsubscribe/t>")
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        Message receipt =
                Messages.cart(1, "mail", "jo@shop.example", MessageClass.TRANSACTIONAL, Messages.RELEASED, null);
        assertThat(connector("s", "t", null).request(receipt, 1, NOW).headers())
                .doesNotContainKeys("List-Unsubscribe", "List-Unsubscribe-Post");
    }

    @Test
    void has_no_unsubscribe_link_where_no_public_address_is_known() {
        Smtp settings =
                new Smtp(SERVER, "news@shop.example", Map.of("Cart Abandoned", new Smtp.Template("s", "t", null)));

        assertThat(new SmtpConnector(settings, CustomerLinks.NONE)
                        .request(Messages.cart(), 1, NOW)
                        .headers())
                .doesNotContainKeys("List-Unsubscribe", "List-Unsubscribe-Post");
    }

    @ParameterizedTest
    @CsvSource({
        "250, content, 2.0.0 queued, Delivered",
        "421, content, 4.3.2 closing, RetryLater",
        "450, rcpt, 4.2.0 greylisted, RetryLater",
        "454, auth, 4.7.0 later, RetryLater",
        "550, rcpt, 5.1.1 no such user jo@shop.example, Refused",
        "554, content, spam, Refused",
        "535, auth, 5.7.8 bad credentials, AccountRefused",
        "530, mail, 5.7.0 authenticate first, AccountRefused",
        "550, mail, 5.7.1 not your domain, AccountRefused",
        "354, content, go on, Unknown"
    })
    void reads_what_a_reply_means_for_the_message(int code, String step, String text, String outcome) {
        Outcome read = connector("s", "t", null)
                .read(new EspAnswer(code, Map.of(MailServer.STEP, step), text.getBytes(StandardCharsets.UTF_8), NOW));

        assertThat(read.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(read.toString()).doesNotContain("@");
    }

    @Test
    void names_the_enhanced_code_but_not_what_the_server_writes() {
        byte[] text = "5.1.1 <jo@shop.example> unknown".getBytes(StandardCharsets.UTF_8);

        assertThat(connector("s", "t", null).read(new EspAnswer(550, Map.of(), text, NOW)))
                .isEqualTo(new Outcome.Refused("SMTP 550 5.1.1"));
    }

    @Test
    void an_uncertain_mail_is_not_sent_again_by_itself() {
        assertThat(connector("s", "t", null).hasIdempotencyKey(Messages.cart())).isFalse();
    }

    @Test
    void shows_no_secret_when_it_is_printed() {
        assertThat(mail("s", "t", null).toString()).doesNotContain("s3cret");
    }

    private static EspRequest.Mail mail(String subject, String text, @Nullable String html) {
        return connector(subject, text, html).request(Messages.cart(), 1, NOW);
    }

    private static SmtpConnector connector(String subject, String text, @Nullable String html) {
        return new SmtpConnector(
                new Smtp(
                        SERVER,
                        "Shop <news@shop.example>",
                        Map.of("Cart Abandoned", new Smtp.Template(subject, text, html))),
                LINKS);
    }

    private static Message withItem(String item) {
        Message cart = Messages.cart();
        return new Message(
                cart.id(),
                cart.trigger(),
                cart.step(),
                cart.destination(),
                cart.as(),
                cart.via(),
                cart.profile(),
                cart.recipient(),
                Map.of("first_item", item),
                cart.event(),
                cart.messageClass(),
                cart.channel(),
                cart.placed(),
                cart.dueAt(),
                cart.releasedAt(),
                cart.expiresAt());
    }
}
