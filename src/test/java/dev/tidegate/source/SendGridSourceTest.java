package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.source.Signer.Delivery;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.catalog.Sources;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendGridSourceTest extends SourceContract {
    private static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";
    private static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";

    @Override
    SourceSettings settings(String word) {
        return withKey(base64(KeyPairs.ec(word, 256)));
    }

    @Override
    Signer signer(String word) {
        return signedBy(word);
    }

    static Signer signedBy(String word) {
        return (body, delivery) -> {
            String timestamp = Long.toString(delivery.at().getEpochSecond());
            byte[] signature = KeyPairs.sign(
                    "SHA256withECDSA",
                    KeyPairs.ec(word, 256).getPrivate(),
                    timestamp.getBytes(StandardCharsets.UTF_8),
                    body);
            return Map.of(
                    "Content-Type",
                    "application/json",
                    TIMESTAMP,
                    timestamp,
                    SIGNATURE,
                    Base64.getEncoder().encodeToString(signature));
        };
    }

    @Override
    byte[] body() {
        return Fixtures.resource("sendgrid/click.json");
    }

    @Override
    String proofHeader() {
        return SIGNATURE;
    }

    @Override
    boolean spares() {
        return true;
    }

    @Test
    void takes_a_thousand_events_at_once() {
        String event = new String(body(), StandardCharsets.UTF_8).strip();
        String one = event.substring(1, event.length() - 1);
        byte[] thousand = Texts.bytes("[" + (one + ",").repeat(999) + one + "]");

        assertThat(Requests.items(read(signed(thousand)))).hasSize(1_000);
    }

    @Test
    void an_address_that_cannot_be_one_is_just_why_the_message_was_dropped() {
        Event event = Requests.event(
                read(
                        events(
                                "{\"event\":\"dropped\",\"reason\":\"Invalid\",\"email\":\"jo@\",\"tidegate_trigger\":\"cart-abandoned\"}")));

        assertThat(event.type()).isEqualTo("email_bounced");
        assertThat(event.customer().email()).isNull();
        assertThat(event.properties()).containsEntry("trigger", "cart-abandoned");
        assertThat(event.context()).containsEntry("left_out", List.of("email"));
    }

    @Test
    void a_click_leads_back_to_the_message() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.type()).isEqualTo("email_clicked");
        assertThat(event.sourceId()).isEqualTo("c2dfZXZlbnRfMQ");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:25:00Z");
        assertThat(event.properties())
                .isEqualTo(Map.of(
                        "provider_message_id",
                        "kTeyAJj2RImNqLFl5j3WFw",
                        "message_id",
                        "m-Zq3b1",
                        "trigger",
                        "cart-abandoned",
                        "step",
                        2L,
                        "destination",
                        "sendgrid",
                        "user_agent",
                        "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
                        "url",
                        "https://lampenladen.example/warenkorb?von=mail"));
        assertThat(event.context()).containsEntry("ip", "203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"event\":\"delivered\"', email_delivered, ",
        "'\"event\":\"open\"', email_opened, ",
        "'\"event\":\"bounce\",\"type\":\"bounce\"', email_bounced, hard",
        "'\"event\":\"bounce\"', email_bounced, hard",
        "'\"event\":\"bounce\",\"type\":\"blocked\"', email_bounced, soft",
        "'\"event\":\"dropped\",\"reason\":\"Bounced Address\"', email_bounced, hard",
        "'\"event\":\"dropped\",\"reason\":\"Invalid\"', email_bounced, hard",
        "'\"event\":\"spamreport\"', email_complained, ",
        "'\"event\":\"unsubscribe\"', unsubscribed, ",
        "'\"event\":\"group_unsubscribe\",\"asm_group_id\":7', unsubscribed, "
    })
    void each_kind_has_its_type(String fields, String type, String bounce) {
        Event event = Requests.event(read(events("{" + fields + "}")));

        assertThat(event.type()).isEqualTo(type);
        assertThat(event.properties().get("bounce")).isEqualTo(bounce);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"processed\"}",
                "{\"event\":\"deferred\"}",
                "{\"event\":\"dropped\",\"reason\":\"Unsubscribed Address\"}",
                "{\"event\":\"what is new\"}",
                "{}"
            })
    void the_rest_is_ignored(String event) {
        assertThat(Requests.items(read(events(event)))).singleElement().isInstanceOf(Item.Ignored.class);
    }

    @Test
    void a_resubscribe_is_a_grant() {
        Event event = Requests.event(
                read(events("{\"event\":\"group_resubscribe\",\"asm_group_id\":7,\"timestamp\":1795483500}")));

        assertThat(event.type()).isEqualTo("consent_updated");
        assertThat(event.properties()).containsEntry("group", "7");
        assertThat(event.consents())
                .containsExactly(new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, event.occurredAt()));
    }

    @Test
    void an_open_by_a_machine_is_marked() {
        Event prefetched = Requests.event(read(events("{\"event\":\"open\",\"sg_machine_open\":true}")));
        Event proxied = Requests.event(
                read(events("{\"event\":\"open\",\"useragent\":\"Mozilla/5.0 (via ggpht.com GoogleImageProxy)\"}")));

        assertThat(prefetched.properties()).containsEntry("bot", true);
        assertThat(proxied.properties()).containsEntry("machine", true).doesNotContainKey("bot");
    }

    @Test
    void each_event_of_a_batch_has_its_own_fate() {
        List<Item> items = Requests.items(read(events(
                "{\"event\":\"open\",\"email\":\"a@shop.example\"},7,{\"event\":\"open\",\"email\":\"?\"},{\"event\":"
                        + "\"deferred\"}")));

        assertThat(items)
                .extracting(item -> item.getClass().getSimpleName())
                .containsExactly("Valid", "Rejected", "Valid", "Ignored");
    }

    @Test
    void the_bytes_count_as_they_came_and_may_end_in_crlf() {
        byte[] body = Texts.bytes("[{\"event\":\"open\"},\r\n{\"event\":\"open\",\"x\":1}]\r\n");

        assertThat(prove(signed(body))).isEqualTo(Proof.PROVEN);
        assertThat(Requests.items(read(signed(body)))).hasSize(2);
    }

    @Test
    void what_is_no_list_of_events_is_unreadable() {
        assertThat(read(signed(Texts.bytes("[]")))).isInstanceOf(Reading.Unreadable.class);
        assertThat(read(signed(Texts.bytes("{\"event\":\"open\"}")))).isInstanceOf(Reading.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({"-601, false", "-599, true", "600, true", "601, false"})
    void refuses_times_outside_the_tolerance_in_both_directions(long secondsAway, boolean proven) {
        Delivery delivery = new Delivery("d", Requests.NOW.plusSeconds(secondsAway), "");

        assertThat(prove(Requests.signed(signer("right"), body(), delivery)).equals(Proof.PROVEN))
                .isEqualTo(proven);
    }

    @Test
    void refuses_a_time_that_is_no_number_or_missing() {
        Request signed = signed(body());

        assertThat(prove(Requests.request(
                        Requests.with(signed.headers().asMap(), TIMESTAMP.toLowerCase(java.util.Locale.ROOT), "today"),
                        signed.body())))
                .isEqualTo(new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE));
        assertThat(prove(Requests.request(Map.of(proofHeader(), proof(signed)), signed.body())))
                .isEqualTo(new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE));
    }

    @Test
    void the_key_may_be_pem() {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + base64(KeyPairs.ec("right", 256)).substring(0, 64) + "\n"
                + base64(KeyPairs.ec("right", 256)).substring(64) + "\n-----END PUBLIC KEY-----\n";
        Source source = Requests.ready(withKey(pem)).perEventLoop().apply(tools());

        assertThat(source.prove(signed(body()))).isEqualTo(Proof.PROVEN);
    }

    @Test
    void a_key_of_another_kind_is_a_bad_setting() {
        for (String key : List.of("?", "", "AAAA", base64(KeyPairs.ec("other", 384)))) {
            assertThat(Sources.prepare(withKey(key)))
                    .isInstanceOfSatisfying(
                            Prepared.Faulty.class,
                            faulty -> assertThat(faulty.problems())
                                    .extracting(Prepared.Problem::key)
                                    .containsExactly("public_key"));
        }
    }

    @Test
    void nobody_else_can_sign() {
        assertThat(Requests.ready(settings("right")).signer().obstacle()).contains("private key");
    }

    private static SourceSettings withKey(String key) {
        return new SourceSettings.SendGridEvents(new Entry("sendgrid", "people", null), key, Duration.ofMinutes(10));
    }

    private static String base64(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private Request events(String elements) {
        return signed(Texts.bytes("[" + elements + "]"));
    }
}
