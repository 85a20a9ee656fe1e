package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.Signer.Delivery;
import dev.tidegate.source.SourceSettings.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerIoSourceTest extends SourceContract {
    @Override
    SourceSettings settings(String word) {
        return new SourceSettings.CustomerIo(
                new Entry("customerio", "people", null), List.of(new Secret("cio-" + word)), Duration.ofMinutes(10));
    }

    @Override
    byte[] body() {
        return Fixtures.resource("customerio/clicked.json");
    }

    @Override
    String proofHeader() {
        return "X-CIO-Signature";
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
    void a_click_names_the_customer_and_the_delivery() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.type()).isEqualTo("email_clicked");
        assertThat(event.sourceId()).isEqualTo("01JDEXAMPLE0CLICKED000001");
        assertThat(event.customer().customerId()).isEqualTo("k-77");
        assertThat(event.properties())
                .containsEntry("provider_message_id", "dgOq6gUAAZNgp1")
                .containsEntry("url", "https://lampenladen.example/warenkorb")
                .doesNotContainKey("bot");
    }

    @ParameterizedTest
    @CsvSource({
        "email, delivered, email_delivered",
        "email, opened, email_opened",
        "email, bounced, email_bounced",
        "email, spammed, email_complained",
        "email, unsubscribed, unsubscribed",
        "customer, unsubscribed, unsubscribed",
        "customer, subscribed, consent_updated",
        "email, sent, ",
        "email, failed, ",
        "sms, delivered, ",
        "customer, cio_subscription_preferences_changed, "
    })
    void each_kind_has_its_type(String object, String metric, String type) {
        Item item = Requests.items(read(event(object, metric, ""))).getFirst();

        if (type == null) {
            assertThat(item).isEqualTo(new Item.Ignored(object + " " + metric));
        } else {
            assertThat(Requests.event(item).type()).isEqualTo(type);
        }
    }

    @Test
    void a_bounce_is_final_and_a_subscription_a_grant() {
        Event bounce = Requests.event(read(event("email", "bounced", "\"failure_message\":\"no such user\"")));
        Event grant = Requests.event(read(event("customer", "subscribed", "")));

        assertThat(bounce.properties()).containsEntry("bounce", "hard").containsEntry("reason", "no such user");
        assertThat(grant.consents())
                .singleElement()
                .satisfies(change -> assertThat(change.state()).isEqualTo(ConsentState.GRANTED));
    }

    @Test
    void what_customerio_takes_for_a_machine_is_one() {
        assertThat(Requests.event(read(event("email", "opened", "\"prefetched\":true")))
                        .properties())
                .containsEntry("bot", true);
        assertThat(Requests.event(read(event("email", "clicked", "\"machine\":true")))
                        .properties())
                .containsEntry("bot", true);
    }

    @ParameterizedTest
    @CsvSource({"-601, false", "-599, true", "600, true", "601, false"})
    void refuses_times_outside_the_tolerance_in_both_directions(long secondsAway, boolean proven) {
        Delivery delivery = new Delivery("d", Requests.NOW.plusSeconds(secondsAway), "");

        assertThat(prove(Requests.signed(signer("right"), body(), delivery)).equals(Proof.PROVEN))
                .isEqualTo(proven);
    }

    @Test
    void the_time_is_signed() {
        Request signed = signed(body());

        assertThat(prove(Requests.request(
                        Requests.with(signed.headers().asMap(), "x-cio-timestamp", "1795483801"), signed.body())))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_WRONG));
        assertThat(prove(Requests.request(
                        Requests.with(signed.headers().asMap(), "X-CIO-Timestamp".toLowerCase(Locale.ROOT), "now"),
                        signed.body())))
                .isEqualTo(new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE));
    }

    @Test
    void an_event_that_can_never_be_taken_does_not_hold_up_the_queue() {
        assertThat(Requests.ready(settings("right"))
                        .perEventLoop()
                        .apply(tools())
                        .answers())
                .isEqualTo(new Answers(200, null, 401, 200, 200, 503));
    }

    private Request event(String object, String metric, String data) {
        return signed(Texts.bytes("{\"event_id\":\"e\",\"object_type\":\"" + object + "\",\"metric\":\"" + metric
                + "\",\"timestamp\":1795483500,\"data\":{" + data + "}}"));
    }
}
