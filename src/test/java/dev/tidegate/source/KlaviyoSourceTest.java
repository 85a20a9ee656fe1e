package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.Signer.Delivery;
import dev.tidegate.source.SourceSettings.Entry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlaviyoSourceTest extends SourceContract {
    @Override
    SourceSettings settings(String word) {
        return new SourceSettings.Klaviyo(
                new Entry("klaviyo", "people", null),
                List.of(new Secret("sixteen-letters-" + word)),
                Duration.ofMinutes(10));
    }

    @Override
    byte[] body() {
        return Fixtures.resource("klaviyo/opened.json");
    }

    @Override
    String proofHeader() {
        return "Klaviyo-Signature";
    }

    @Override
    boolean hexadecimal() {
        return true;
    }

    @Override
    boolean spares() {
        return true;
    }

    @Test
    void an_open_is_read_from_the_event_itself() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.type()).isEqualTo("email_opened");
        assertThat(event.sourceId()).isEqualTo("5kQXevent1");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:25:00Z");
        assertThat(event.properties())
                .containsEntry("provider_message_id", "XvMsg1")
                .doesNotContainKey("bot");
        assertThat(event.context()).containsEntry("klaviyo_profile_id", "01JDPROFILE");
    }

    @ParameterizedTest
    @CsvSource({
        "event:klaviyo.received_email, email_delivered",
        "event:klaviyo.clicked_email, email_clicked",
        "event:klaviyo.bounced_email, email_bounced",
        "event:klaviyo.marked_email_as_spam, email_complained",
        "event:klaviyo.unsubscribed_from_email_marketing, unsubscribed",
        "event:klaviyo.subscribed_to_email_marketing, consent_updated",
        "event:klaviyo.dropped_email, ",
        "event:klaviyo.sent_sms, "
    })
    void each_topic_has_its_type(String topic, String type) {
        Item item = Requests.items(read(events(element(topic, "")))).getFirst();

        if (type == null) {
            assertThat(item).isEqualTo(new Item.Ignored(topic));
        } else {
            assertThat(Requests.event(item).type()).isEqualTo(type);
        }
    }

    @Test
    void bounces_machines_and_grants() {
        List<Item> items = Requests.items(read(
                events(element("event:klaviyo.bounced_email", "\"Bounce Type\":\"Hard\",\"Bounce Reason\":\"gone\"")
                        + "," + element("event:klaviyo.bounced_email", "\"Bounce Type\":\"Soft\"")
                        + "," + element("event:klaviyo.opened_email", "\"machine_open\":true")
                        + "," + element("event:klaviyo.subscribed_to_email_marketing", "")
                        + ",null")));

        assertThat(Requests.event(items.get(0)).properties())
                .containsEntry("bounce", "hard")
                .containsEntry("reason", "gone");
        assertThat(Requests.event(items.get(1)).properties()).containsEntry("bounce", "soft");
        assertThat(Requests.event(items.get(2)).properties()).containsEntry("bot", true);
        assertThat(Requests.event(items.get(3)).consents().getFirst().state()).isEqualTo(ConsentState.GRANTED);
        assertThat(items.get(4)).isInstanceOf(Item.Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({"-601, false", "-599, true", "600, true", "601, false"})
    void the_time_in_the_body_counts_in_both_directions(long secondsAway, boolean proven) {
        Delivery delivery = new Delivery("d", Requests.NOW.plusSeconds(secondsAway), "");

        assertThat(prove(Requests.signed(signer("right"), body(), delivery)).equals(Proof.PROVEN))
                .isEqualTo(proven);
    }

    @Test
    void the_header_has_to_name_the_webhook_that_the_body_names() {
        Request signed = signed(body());

        assertThat(prove(Requests.request(
                        Requests.with(signed.headers().asMap(), "klaviyo-webhook-id", "other"), signed.body())))
                .isEqualTo(new Proof.Refused(Refusal.ID_UNUSABLE));
    }

    @Test
    void a_body_without_events_is_unreadable() {
        assertThat(read(events(""))).isInstanceOf(Reading.Unreadable.class);
        assertThat(read(signed(Texts.bytes("[]")))).isInstanceOf(Reading.Unreadable.class);
    }

    private Request events(String elements) {
        return signed(Texts.bytes("{\"data\":[" + elements + "]}"));
    }

    private static String element(String topic, String properties) {
        return "{\"topic\":\"" + topic + "\",\"external_id\":\"" + topic + properties.length()
                + "\",\"payload\":{\"data\":{\"attributes\":{\"event_properties\":{" + properties + "}}}}}";
    }
}
