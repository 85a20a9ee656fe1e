package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostmarkSourceTest extends SourceContract {
    private static final Entry ENTRY = new Entry("postmark", "people", null);

    @Override
    SourceSettings settings(String word) {
        return new SourceSettings.Postmark(ENTRY, new Authentication.Basic(new Secret("postmark:" + word)));
    }

    @Override
    byte[] body() {
        return Fixtures.resource("postmark/click.json");
    }

    @Override
    String proofHeader() {
        return "Authorization";
    }

    @Override
    boolean provesTheBody() {
        return false;
    }

    @Override
    boolean spares() {
        return true;
    }

    @Test
    void a_click_leads_back_to_the_message() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.type()).isEqualTo("email_clicked");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:25:00.123456700Z");
        assertThat(event.sourceId()).startsWith("Click:3f2c9a54-1a52-4d2b-9d2a-5f6c6d7e8f90:");
        assertThat(event.properties())
                .containsEntry("provider_message_id", "3f2c9a54-1a52-4d2b-9d2a-5f6c6d7e8f90")
                .containsEntry("message_id", "m-Zq3b1")
                .containsEntry("trigger", "cart-abandoned")
                .containsEntry("step", 1L)
                .containsEntry("destination", "postmark")
                .containsEntry("url", "https://lampenladen.example/warenkorb");
        assertThat(event.context()).containsEntry("ip", "203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"RecordType\":\"Delivery\",\"DeliveredAt\":\"2026-11-24T01:00:00Z\"', email_delivered, ",
        "'\"RecordType\":\"Open\"', email_opened, ",
        "'\"RecordType\":\"Bounce\",\"Type\":\"HardBounce\"', email_bounced, hard",
        "'\"RecordType\":\"Bounce\",\"Type\":\"BadEmailAddress\"', email_bounced, hard",
        "'\"RecordType\":\"Bounce\",\"Type\":\"Transient\"', email_bounced, soft",
        "'\"RecordType\":\"Bounce\",\"Type\":\"SpamComplaint\"', email_complained, ",
        "'\"RecordType\":\"Bounce\",\"Type\":\"Unsubscribe\"', unsubscribed, ",
        "'\"RecordType\":\"SpamComplaint\"', email_complained, ",
        "'\"RecordType\":\"SubscriptionChange\",\"SuppressSending\":true,\"SuppressionReason\":\"HardBounce\"',"
                + " email_bounced, hard",
        "'\"RecordType\":\"SubscriptionChange\",\"SuppressSending\":true,\"SuppressionReason\":\"SpamComplaint\"',"
                + " email_complained, ",
        "'\"RecordType\":\"SubscriptionChange\",\"SuppressSending\":true,\"SuppressionReason\":\"ManualSuppression\"',"
                + " unsubscribed, ",
        "'\"RecordType\":\"SubscriptionChange\",\"SuppressSending\":true', unsubscribed, "
    })
    void each_kind_has_its_type(String fields, String type, String bounce) {
        Event event = Requests.event(read(record(fields)));

        assertThat(event.type()).isEqualTo(type);
        assertThat(event.properties().get("bounce")).isEqualTo(bounce);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"RecordType\":\"Bounce\",\"Type\":\"AutoResponder\"",
                "\"RecordType\":\"Inbound\"",
                "\"RecordType\":\"SubscriptionChange\",\"SuppressSending\":false,\"Origin\":\"Admin\"",
                ""
            })
    void the_rest_is_ignored(String fields) {
        assertThat(Requests.items(read(record(fields)))).singleElement().isInstanceOf(Item.Ignored.class);
    }

    @Test
    void only_the_recipient_can_want_e_mails_again() {
        Event event = Requests.event(read(
                record("\"RecordType\":\"SubscriptionChange\",\"SuppressSending\":false,\"Origin\":\"Recipient\"")));

        assertThat(event.type()).isEqualTo("consent_updated");
        assertThat(event.consents())
                .singleElement()
                .satisfies(change -> assertThat(change.state()).isEqualTo(ConsentState.GRANTED));
    }

    @Test
    void two_links_clicked_at_once_are_two_events() {
        String head = "\"RecordType\":\"Click\",\"MessageID\":\"m\",\"ReceivedAt\":\"2026-11-24T01:00:00Z\",";
        Event one = Requests.event(read(record(head + "\"OriginalLink\":\"https://a.example\"")));
        Event two = Requests.event(read(record(head + "\"OriginalLink\":\"https://b.example\"")));

        assertThat(two.id()).isNotEqualTo(one.id());
    }

    @Test
    void a_bearer_or_a_header_proves_it_too() {
        for (Authentication way : new Authentication[] {
            new Authentication.Bearer(new Secret("t0ken")), new Authentication.Header("X-Shop", new Secret("t0ken"))
        }) {
            Prepared.Ready ready = Requests.ready(new SourceSettings.Postmark(ENTRY, way));
            Source source = ready.perEventLoop().apply(tools());

            assertThat(source.prove(Requests.signed(ready, body(), ""))).isEqualTo(Proof.PROVEN);
            assertThat(source.prove(signed(body()))).isInstanceOf(Proof.Refused.class);
        }
    }

    @Test
    void postmark_is_told_to_stop_by_403() {
        assertThat(Requests.ready(settings("right"))
                        .perEventLoop()
                        .apply(tools())
                        .answers())
                .isEqualTo(new Answers(200, null, 403, 403, 403, 503));
    }

    private Request record(String fields) {
        return signed(Texts.bytes("{" + fields + "}"));
    }
}
