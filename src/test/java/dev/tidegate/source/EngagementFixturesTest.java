package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.json.EventCodec;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.standard.Fields;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What ESPs document and others have recorded: what each file becomes, as a list of its events. A mark stands for what is
 * none: {@code -} ignored, {@code !} rejected, {@code ?} unreadable.
 */
class EngagementFixturesTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final List<Secret> SECRETS = List.of(new Secret("a secret of the tests"));

    @Test
    void sendgrid() {
        String key = Base64.getEncoder()
                .encodeToString(KeyPairs.ec("right", 256).getPublic().getEncoded());
        run("sendgrid", new SourceSettings.SendGridEvents(Entry.of("sendgrid"), key, DAY), """
            anymail.click_event email_clicked
            anymail.deferred_event -
            anymail.dropped_invalid_event email_bounced
            anymail.dropped_unsubscribed_event -
            anymail.processed_event -
            docs.01.events - - email_delivered email_opened email_clicked email_bounced email_bounced email_complained unsubscribed unsubscribed consent_updated
            docs.03.delivery-events email_bounced
            docs.04.delivery-events email_delivered
            docs.06.delivery-events email_bounced
            docs.07.delivery-events email_bounced
            docs.09.engagement-events email_clicked
            docs.10.engagement-events email_complained
            docs.12.engagement-events unsubscribed
            docs.13.engagement-events consent_updated
            docs.15.json-objects email_opened email_opened
            docs.16.unique-arguments ?
            docs.18.the-resulting-webhook-call -
            docs.19.custom-arguments ?
            docs.21.example-event-from-a-single-se email_opened
            docs.22.example-event-from-a-standard- ?
            docs.24.example-event-from-the-winning ?
            docs.25.legacy-marketing-email-unsubsc unsubscribed
            docs.27.click email_clicked
            symfony.batch email_bounced email_clicked
            """);
    }

    @Test
    void mailgun() {
        run("mailgun", new SourceSettings.Mailgun(Entry.of("mailgun"), SECRETS, DAY), """
            anymail.alt_smtp_code ?
            anymail.clicked_event email_clicked
            anymail.delivered_event email_delivered
            anymail.dropped_bounce ?
            anymail.dropped_timed_out ?
            anymail.failed_temporary_event email_bounced
            anymail.rejected_event -
            anymail.unsubscribed_event unsubscribed
            symfony.accepted -
            symfony.delivered_messages email_delivered
            symfony.opens email_opened
            symfony.permanent_failure_no_description email_bounced
            symfony.spam_complaints email_complained
            symfony.temporary_failure email_bounced
            symfony.unsubscribes unsubscribed
            """);
    }

    @Test
    void postmark() {
        Authentication basic = new Authentication.Basic(new Secret("postmark:hush"));
        run("postmark", new SourceSettings.Postmark(Entry.of("postmark"), basic), """
            anymail.bounce_event email_bounced
            anymail.bounce_unsubscribe_variant unsubscribed
            anymail.open_event email_opened
            anymail.resubscribe consent_updated
            anymail.spam_event email_complained
            symfony.bounce email_bounced
            symfony.link_click email_clicked
            symfony.open email_opened
            symfony.subscription_change email_bounced
            """);
    }

    @Test
    void customerio() {
        run("customerio", new SourceSettings.CustomerIo(Entry.of("customerio"), SECRETS, DAY), """
            01.customer-subscribed consent_updated
            02.email-sent -
            04.components-schemas-email-event-common -
            """);
    }

    @Test
    void klaviyo() {
        run("klaviyo", new SourceSettings.Klaviyo(Entry.of("klaviyo"), SECRETS, DAY), """
            webhook.unsubscribed unsubscribed
            """);
    }

    @Test
    void ses() {
        List<String> topics = List.of("arn:aws:sns:us-east-1:123456789012:ses-events");
        run("ses", new SourceSettings.Ses(Entry.of("ses"), topics, List.of(), DAY), """
            anymail.bounce_event email_bounced
            anymail.complaint_event email_complained
            anymail.open_event email_opened
            anymail.rendering_failure_event -
            anymail.send_event -
            anymail.sns_confirmation_success_notification -
            anymail.sns_subscription_confirmation_failure -
            event.1.bounce-record email_bounced
            event.10.subscription-record unsubscribed
            event.2.complaint-record email_complained
            event.4.send-record -
            event.5.reject-record -
            event.7.click-record email_clicked
            event.8.rendering-failure-record -
            notification.1.bounce-notification-with-a-dsn email_bounced
            notification.2.bounce-notification-without-a-dsn email_bounced email_bounced
            notification.4.complaint-notification-without-a-feedbac email_complained
            notification.5.amazon-sns-delivery-notification-example email_delivered
            """);
    }

    private static void run(String provider, SourceSettings settings, String outcomes) {
        List<Path> files = Fixtures.files("payloads/" + provider);
        Source source = Requests.ready(settings).perEventLoop().apply(new FakeTools());
        StringBuilder actual = new StringBuilder();
        for (Path file : files) {
            byte[] content = Fixtures.bytes(file);
            byte[] body = provider.equals("ses") ? enveloped(content) : content;
            Reading reading = source.read(Requests.request(Map.of(), body));
            actual.append(file.getFileName().toString().replaceFirst("\\.json$", ""));
            outcomes(reading).forEach(outcome -> actual.append(' ').append(outcome));
            actual.append('\n');
        }
        if (!files.isEmpty()) {
            assertThat(actual.toString()).isEqualTo(outcomes);
        }
        Fixtures.ran("payloads/" + provider, files.size());
    }

    /** All files but one hold what SNS would deliver, without its envelope. */
    static byte[] enveloped(byte[] content) {
        Fields fields = Fixtures.json(content);
        return fields.has("Type")
                ? content
                : JsonWriter.bytesOf(Map.of(
                        "Type",
                        "Notification",
                        "MessageId",
                        "sns-1",
                        "Message",
                        new String(content, StandardCharsets.UTF_8)));
    }

    private static List<String> outcomes(Reading reading) {
        return reading instanceof Reading.Unreadable
                ? List.of("?")
                : Requests.items(reading).stream()
                        .map(EngagementFixturesTest::outcome)
                        .toList();
    }

    private static String outcome(Item item) {
        return switch (item) {
            case Item.Valid(Event event) -> {
                byte[] stored = EventCodec.encode(event).bytes();
                assertThat(EventCodec.encode(EventCodec.decode(stored)).bytes()).isEqualTo(stored);
                yield event.type();
            }
            case Item.Rejected rejected -> "!";
            case Item.Ignored ignored -> "-";
        };
    }
}
