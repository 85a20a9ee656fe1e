package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.Signer.Delivery;
import dev.tidegate.source.SourceSettings.Entry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailgunSourceTest extends SourceContract {
    @Override
    SourceSettings settings(String word) {
        return new SourceSettings.Mailgun(
                new Entry("mailgun", "people", null), List.of(new Secret("key-" + word)), Duration.ofMinutes(10));
    }

    @Override
    byte[] body() {
        return Fixtures.resource("mailgun/opened.json");
    }

    /** It stands in the body. */
    @Override
    String proofHeader() {
        return "";
    }

    @Override
    String proof(Request signed) {
        return String.valueOf(signature(signed).get("signature"));
    }

    @Override
    Request withProof(Request signed, String proof) {
        Map<String, Object> changed = new LinkedHashMap<>(signature(signed));
        changed.put("signature", proof);
        return withSignature(signed, changed);
    }

    @Override
    Request withProofTwice(Request signed) {
        return Requests.request(
                signed.headers().asMap(),
                Texts.replaced(
                        signed.body(),
                        "\"token\":",
                        "\"token\":\"" + signature(signed).get("token") + "\",\"token\":"));
    }

    @Override
    boolean hexadecimal() {
        return true;
    }

    @Override
    boolean provesTheBody() {
        return false;
    }

    @Override
    boolean spares() {
        return true;
    }

    @Override
    @Test
    void refuses_a_request_without_proof() {
        assertThat(prove(Requests.request(Map.of(), Texts.bytes("{\"event-data\":{\"event\":\"opened\"}}"))))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
        assertThat(prove(Requests.request(Map.of(), Texts.bytes("{"))))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
    }

    @Test
    void an_open_leads_back_to_the_message() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.type()).isEqualTo("email_opened");
        assertThat(event.sourceId()).isEqualTo("mg-event-1");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:25:00.250Z");
        assertThat(event.properties())
                .containsEntry("message_id", "m-Zq3b1")
                .containsEntry("trigger", "cart-abandoned")
                .containsEntry("step", 1L)
                .containsEntry("destination", "mailgun")
                .containsEntry("provider_message_id", "20261124012500.1.ABCD@mg.lampenladen.example")
                .doesNotContainKeys("bot", "machine");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"event\":\"delivered\"', email_delivered, ",
        "'\"event\":\"clicked\",\"url\":\"https://a.example\"', email_clicked, ",
        "'\"event\":\"failed\",\"severity\":\"permanent\"', email_bounced, hard",
        "'\"event\":\"failed\",\"severity\":\"permanent\",\"reason\":\"suppress-bounce\"', email_bounced, hard",
        "'\"event\":\"failed\",\"severity\":\"temporary\"', email_bounced, soft",
        "'\"event\":\"failed\"', email_bounced, soft",
        "'\"event\":\"complained\"', email_complained, ",
        "'\"event\":\"unsubscribed\"', unsubscribed, "
    })
    void each_kind_has_its_type(String fields, String type, String bounce) {
        Event event = Requests.event(read(event(fields)));

        assertThat(event.type()).isEqualTo(type);
        assertThat(event.properties().get("bounce")).isEqualTo(bounce);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"event\":\"accepted\"'",
        "'\"event\":\"failed\",\"severity\":\"permanent\",\"reason\":\"suppress-unsubscribe\"'"
    })
    void the_rest_is_ignored(String fields) {
        assertThat(Requests.items(read(event(fields)))).singleElement().isInstanceOf(Item.Ignored.class);
    }

    @ParameterizedTest
    @CsvSource({"apple, true, ", "generic, true, ", "gmail, , "})
    void mailguns_word_on_robots_counts(String bot, Boolean isBot, Boolean machine) {
        Event event = Requests.event(read(event("\"event\":\"opened\",\"client-info\":{\"bot\":\"" + bot + "\"}")));

        assertThat(event.properties().get("bot")).isEqualTo(isBot);
        assertThat(event.properties().get("machine")).isEqualTo(machine);
    }

    @Test
    void a_token_is_good_for_one_body_and_that_body_may_come_again() {
        Source source = Requests.ready(settings("right")).perEventLoop().apply(new FakeTools());
        Request first = signed(body());
        Request forged =
                Requests.request(first.headers().asMap(), Texts.replaced(first.body(), "Jo.Winter@", "somebody.else@"));

        assertThat(Requests.settled(source.prove(first))).isEqualTo(Proof.PROVEN);
        assertThat(Requests.settled(source.prove(forged))).isEqualTo(new Proof.Refused(Refusal.TOKEN_USED));
        assertThat(Requests.settled(source.prove(first))).isEqualTo(Proof.PROVEN);
    }

    @Test
    void a_token_of_a_bad_signature_is_not_remembered() {
        Source source = Requests.ready(settings("right")).perEventLoop().apply(new FakeTools());
        Request signed = signed(body());

        assertThat(Requests.settled(source.prove(withProof(signed, "00".repeat(32)))))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_WRONG));
        assertThat(Requests.settled(source.prove(signed))).isEqualTo(Proof.PROVEN);
    }

    @ParameterizedTest
    @CsvSource({"-601, false", "-599, true", "600, true", "601, false"})
    void refuses_times_outside_the_tolerance_in_both_directions(long secondsAway, boolean proven) {
        Delivery delivery = new Delivery("d", Requests.NOW.plusSeconds(secondsAway), "");

        assertThat(prove(Requests.signed(signer("right"), body(), delivery)).equals(Proof.PROVEN))
                .isEqualTo(proven);
    }

    @Test
    void a_time_or_token_that_cannot_be_one_is_refused() {
        Request signed = signed(body());
        Map<String, Object> noTime = new LinkedHashMap<>(signature(signed));
        noTime.put("timestamp", "soon");
        Map<String, Object> longToken = new LinkedHashMap<>(signature(signed));
        longToken.put("token", "x".repeat(101));

        assertThat(prove(withSignature(signed, noTime))).isEqualTo(new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE));
        assertThat(prove(withSignature(signed, longToken))).isEqualTo(new Proof.Refused(Refusal.ID_UNUSABLE));
    }

    @Test
    void a_body_without_event_is_unreadable_and_mailgun_is_to_stop() {
        Source source = Requests.ready(settings("right")).perEventLoop().apply(tools());

        assertThat(read(signed(Texts.bytes("{\"event\":\"bounced\"}")))).isInstanceOf(Reading.Unreadable.class);
        assertThat(source.answers()).isEqualTo(new Answers(200, null, 406, 406, 406, 503));
    }

    private Request event(String fields) {
        return signed(Texts.bytes("{\"event-data\":{" + fields + "}}"));
    }

    private static Map<String, Object> signature(Request signed) {
        return Fixtures.json(signed.body()).object("signature").plain();
    }

    private static Request withSignature(Request signed, Map<String, Object> signature) {
        Map<String, Object> body =
                new LinkedHashMap<>(Fixtures.json(signed.body()).plain());
        body.put("signature", signature);
        return Requests.request(signed.headers().asMap(), JsonWriter.bytesOf(body));
    }
}
