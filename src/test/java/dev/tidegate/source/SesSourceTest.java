package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.support.RsaCertificate;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SesSourceTest extends SourceContract {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:ses-events";
    private static final String CERTIFICATE = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem";
    private static final String CONFIRM = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";

    @TempDir
    static Path folder;

    private static RsaCertificate amazons;
    private static RsaCertificate somebodys;

    @BeforeAll
    static void makeCertificates() throws Exception {
        amazons = RsaCertificate.in(folder, "amazons");
        somebodys = RsaCertificate.in(folder, "somebodys");
    }

    @Override
    SourceSettings settings(String word) {
        return settings(List.of(TOPIC), List.of());
    }

    @Override
    Signer signer(String word) {
        return new Envelope(word.equals("right") ? amazons : somebodys, "2", Map.of());
    }

    @Override
    SourceTools tools() {
        return new FakeTools().page(CERTIFICATE, amazons.pem());
    }

    @Override
    byte[] body() {
        return Fixtures.resource("ses/click.json");
    }

    /** It stands in the body. */
    @Override
    String proofHeader() {
        return "";
    }

    @Override
    String proof(Request signed) {
        return String.valueOf(Fixtures.json(signed.body()).get("Signature"));
    }

    @Override
    Request withProof(Request signed, String proof) {
        return with(signed, "Signature", proof);
    }

    @Override
    Request withProofTwice(Request signed) {
        return Requests.request(
                signed.headers().asMap(),
                Texts.replaced(
                        signed.body(), "\"Signature\":", "\"Signature\":\"" + proof(signed) + "\",\"Signature\":"));
    }

    /** White space around the envelope is not signed, and means nothing. */
    @Override
    boolean provesTheBody() {
        return false;
    }

    @Override
    Request carrying(byte[] content) {
        return Requests.request(Map.of(), content);
    }

    @Override
    boolean spares() {
        return true;
    }

    @Test
    void who_has_a_certificate_at_an_allowed_host_can_sign_messages() {
        Signer.Delivery delivery = new Signer.Delivery("msg_1", Requests.NOW, "");
        byte[] message = new Envelope(somebodys, "1", Map.of()).bodyOf(body(), delivery);
        Signer signer = Requests.ready(settings("right")).signer().with(amazons.key());

        assertThat(prove(Requests.signed(signer, message, delivery))).isEqualTo(Proof.PROVEN);
        assertThat(prove(Requests.signed(
                        Requests.ready(settings("right")).signer().with(somebodys.key()), message, delivery)))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_WRONG));
    }

    @Test
    void a_click_leads_back_to_the_message() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.type()).isEqualTo("email_clicked");
        assertThat(event.sourceId()).isEqualTo("sns-msg_1");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:25:00.500Z");
        assertThat(event.properties())
                .containsEntry("provider_message_id", "0107019361e0a1b2-11111111-2222-3333-4444-555555555555-000000")
                .containsEntry("message_id", "m-Zq3b1")
                .containsEntry("trigger", "cart-abandoned")
                .containsEntry("step", 1L)
                .containsEntry("destination", "ses")
                .containsEntry("url", "https://lampenladen.example/warenkorb");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"eventType\":\"Delivery\",\"delivery\":{\"recipients\":[\"a@shop.example\"]}', email_delivered, ,"
                + " a@shop.example",
        "'\"eventType\":\"Open\",\"mail\":{\"destination\":[\"a@shop.example\"]}', email_opened, , a@shop.example",
        "'\"eventType\":\"Open\",\"mail\":{\"destination\":[\"a@shop.example\",\"b@shop.example\"]}', email_opened, , ",
        "'\"eventType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"bouncedRecipients\":[{\"emailAddress\":\"a@shop.example\"}]}',"
            + " email_bounced, hard, a@shop.example",
        "'\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Transient\"}', email_bounced, soft, ",
        "'\"notificationType\":\"Complaint\",\"complaint\":{\"complainedRecipients\":[{\"emailAddress\":\"a@shop.example\"}]}',"
            + " email_complained, , a@shop.example",
        "'\"eventType\":\"Subscription\",\"subscription\":{\"newTopicPreferences\":{\"unsubscribeAll\":true}}',"
                + " unsubscribed, , "
    })
    void each_kind_has_its_type(String fields, String type, String bounce, String email) {
        Event event = Requests.event(read(signed(Texts.bytes("{" + fields + "}"))));

        assertThat(event.type()).isEqualTo(type);
        assertThat(event.properties().get("bounce")).isEqualTo(bounce);
        assertThat(event.customer().email()).isEqualTo(email);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventType\":\"Send\"}",
                "{\"eventType\":\"Subscription\",\"subscription\":{}}",
                "{}",
                "Successfully validated SNS topic for Amazon SES event publishing."
            })
    void the_rest_is_ignored(String message) {
        assertThat(Requests.items(read(signed(Texts.bytes(message)))))
                .singleElement()
                .isInstanceOf(Item.Ignored.class);
    }

    @Test
    void no_longer_to_be_unsubscribed_from_all_is_a_grant() {
        Event event = Requests.event(read(signed(Texts.bytes(
                "{\"eventType\":\"Subscription\",\"subscription\":{\"oldTopicPreferences\":{\"unsubscribeAll\":true},"
                        + "\"newTopicPreferences\":{\"unsubscribeAll\":false}}}"))));

        assertThat(event.consents())
                .singleElement()
                .satisfies(change -> assertThat(change.state()).isEqualTo(ConsentState.GRANTED));
    }

    @Test
    void each_recipient_of_a_bounce_is_an_event() {
        List<Item> items = Requests.items(read(signed(
                Texts.bytes("{\"eventType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"bouncedRecipients\":["
                        + "{\"emailAddress\":\"a@shop.example\"},{\"emailAddress\":\"b@shop.example\"}]}}"))));

        assertThat(items)
                .extracting(item -> Requests.event(item).sourceId())
                .containsExactly("sns-msg_1", "sns-msg_1:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void knows_both_versions_of_the_signature(String version) {
        assertThat(prove(enveloped(version, Map.of()))).isEqualTo(Proof.PROVEN);
        assertThat(prove(enveloped(version, Map.of("Subject", "Amazon SES Email Event Notification"))))
                .isEqualTo(Proof.PROVEN);
    }

    @Test
    void a_change_of_anything_that_counts_is_refused() {
        Request signed = signed(body());

        for (String name : List.of("Message", "MessageId", "Timestamp", "Type")) {
            String was = String.valueOf(Fixtures.json(signed.body()).get(name));
            assertThat(prove(with(signed, name, was + " "))).as(name).isInstanceOf(Proof.Refused.class);
        }
        assertThat(prove(with(signed, "Subject", "hello"))).isEqualTo(new Proof.Refused(Refusal.SIGNATURE_WRONG));
        assertThat(prove(with(signed, "SignatureVersion", "3"))).isEqualTo(new Proof.Refused(Refusal.SIGNATURE_WRONG));
    }

    @Test
    void another_topic_is_refused_however_well_it_is_signed() {
        assertThat(prove(enveloped("2", Map.of("TopicArn", TOPIC + "-2"))))
                .isEqualTo(new Proof.Refused(Refusal.TOPIC_NOT_ALLOWED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-central-1.amazonaws.com/c.pem",
                "https://sns.eu-central-1.amazonaws.com.evil.example/c.pem",
                "https://evil.example/sns.eu-central-1.amazonaws.com/c.pem",
                "https://sns.eu-central-1.amazonaws.com@evil.example/c.pem",
                "https://user@sns.eu-central-1.amazonaws.com/c.pem",
                "https://sns.eu-central-1.amazonaws.com:8443/c.pem",
                "https://bucket.s3.amazonaws.com/c.pem",
                "https://sns.a.b.amazonaws.com/c.pem",
                "https://xsns.eu-central-1.amazonaws.com/c.pem",
                "file:///etc/passwd",
                "",
                "https://["
            })
    void a_certificate_from_elsewhere_is_not_even_fetched(String url) {
        List<URI> fetched = new ArrayList<>();
        Request request =
                Requests.signed(new Envelope(somebodys, "2", Map.of("SigningCertURL", url)), body(), delivery());
        Source source = Requests.ready(settings("right")).perEventLoop().apply(watching(new FakeTools(), fetched));

        assertThat(source.prove(request)).isEqualTo(new Proof.Refused(Refusal.CERTIFICATE_UNUSABLE));
        assertThat(fetched).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sns.cn-north-1.amazonaws.com.cn/c.pem",
                "https://sns.us-gov-west-1.amazonaws.com/c.pem",
                "https://certificates.shop.example/c.pem"
            })
    void a_certificate_from_amazon_or_a_configured_host_counts(String url) {
        Request request =
                Requests.signed(new Envelope(amazons, "2", Map.of("SigningCertURL", url)), body(), delivery());
        Source source = Requests.ready(settings(List.of(TOPIC), List.of("certificates.shop.example")))
                .perEventLoop()
                .apply(new FakeTools().page(url, amazons.pem()));

        assertThat(Requests.settled(source.prove(request))).isEqualTo(Proof.PROVEN);
    }

    @Test
    void a_certificate_is_fetched_once_and_again_only_if_it_could_not_be_had() {
        List<URI> fetched = new ArrayList<>();
        FakeTools internet = new FakeTools();
        Source source = Requests.ready(settings("right")).perEventLoop().apply(watching(internet, fetched));
        assertThat(source.prove(signed(body())))
                .isInstanceOfSatisfying(
                        Proof.Later.class,
                        later -> assertThat(later.proof().failed()).isTrue());

        var unused = internet.page(CERTIFICATE, amazons.pem());
        for (int i = 0; i < 3; i++) {
            assertThat(Requests.settled(source.prove(signed(body())))).isEqualTo(Proof.PROVEN);
        }

        assertThat(fetched).hasSize(2);
    }

    @Test
    void what_is_no_certificate_or_out_of_date_proves_nothing() {
        Source source = Requests.ready(settings(List.of(TOPIC), List.of(), Duration.ofDays(100_000)))
                .perEventLoop()
                .apply(tools());
        Request signed = signed(body());
        Request later = new Request(
                signed.headers(), signed.body(), new Arrival(Instant.parse("2126-01-01T00:00:00Z"), null, ""));
        assertThat(Requests.settled(source.prove(later))).isEqualTo(new Proof.Refused(Refusal.CERTIFICATE_UNUSABLE));

        Source other = Requests.ready(settings("right"))
                .perEventLoop()
                .apply(new FakeTools().page(CERTIFICATE, Texts.bytes("<html>")));
        assertThat(other.prove(signed))
                .isInstanceOfSatisfying(
                        Proof.Later.class,
                        unread -> assertThat(unread.proof().failed()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"-601, false", "-599, true", "600, true", "601, false"})
    void refuses_times_outside_the_tolerance_in_both_directions(long secondsAway, boolean proven) {
        String at = Requests.NOW.plusSeconds(secondsAway).toString();

        assertThat(prove(enveloped("2", Map.of("Timestamp", at))).equals(Proof.PROVEN))
                .isEqualTo(proven);
    }

    @Test
    void a_subscription_is_confirmed_by_a_visit() {
        List<URI> visited = new ArrayList<>();
        Source source = Requests.ready(settings("right"))
                .perEventLoop()
                .apply(watching(new FakeTools().page(CONFIRM, Texts.bytes("<ok/>")), visited));
        Request request = confirmation("SubscriptionConfirmation", CONFIRM);

        assertThat(prove(request)).isEqualTo(Proof.PROVEN);
        assertThat(Requests.items(source.read(request))).containsExactly(new Item.Ignored("SubscriptionConfirmation"));
        assertThat(visited).containsExactly(URI.create(CONFIRM));
    }

    @Test
    void a_confirmation_that_fails_is_asked_for_again() {
        Source source = Requests.ready(settings("right")).perEventLoop().apply(new FakeTools());

        assertThat(source.read(confirmation("SubscriptionConfirmation", CONFIRM)))
                .isInstanceOfSatisfying(
                        Reading.Later.class,
                        later -> assertThat(later.reading().failed()).isTrue());
    }

    @Test
    void a_confirmation_elsewhere_is_not_visited_and_the_end_of_a_subscription_neither() {
        List<URI> visited = new ArrayList<>();
        Source source = Requests.ready(settings("right")).perEventLoop().apply(watching(new FakeTools(), visited));

        assertThat(source.read(confirmation("SubscriptionConfirmation", "https://evil.example/")))
                .isInstanceOf(Reading.Unreadable.class);
        assertThat(Requests.items(source.read(confirmation("UnsubscribeConfirmation", CONFIRM))))
                .containsExactly(new Item.Ignored("UnsubscribeConfirmation"));
        assertThat(visited).isEmpty();
    }

    @Test
    void whatever_the_envelope_holds_it_is_answered() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] envelope = signed(body()).body();
        for (int i = 0; i < 2_000; i++) {
            Request request = Requests.request(Map.of(), Mutations.of(envelope, random));
            assertThat(prove(request)).as("seed %d", seed).isNotNull();
            Reading reading = Requests.ready(settings("right"))
                    .perEventLoop()
                    .apply(tools())
                    .read(request);
            assertThat(reading).as("seed %d", seed).isNotNull();
        }
    }

    @Test
    void sns_sends_its_json_as_text_and_nobody_else_can_sign() {
        Prepared.Ready ready = Requests.ready(settings("right"));

        assertThat(ready.perEventLoop().apply(tools()).contentTypes()).contains("text/plain");
        assertThat(ready.signer().obstacle()).contains("Amazon SNS");
    }

    private static SourceSettings settings(List<String> topics, List<String> hosts) {
        return settings(topics, hosts, Duration.ofMinutes(10));
    }

    private static SourceSettings settings(List<String> topics, List<String> hosts, Duration tolerance) {
        return new SourceSettings.Ses(new Entry("ses", "people", null), topics, hosts, tolerance);
    }

    private Request enveloped(String version, Map<String, String> more) {
        return Requests.signed(new Envelope(amazons, version, more), body(), delivery());
    }

    private Request confirmation(String type, String url) {
        return enveloped("2", Map.of("Type", type, "Token", "t", "SubscribeURL", url));
    }

    private static Request with(Request signed, String name, String value) {
        Map<String, Object> body =
                new LinkedHashMap<>(Fixtures.json(signed.body()).plain());
        body.put(name, value);
        return Requests.request(signed.headers().asMap(), JsonWriter.bytesOf(body));
    }

    private static SourceTools watching(SourceTools tools, List<URI> fetched) {
        return new SourceTools() {
            @Override
            public Future<byte[]> fetch(URI url) {
                fetched.add(url);
                return tools.fetch(url);
            }

            @Override
            public Future<Boolean> isFirstUse(String source, String token, byte[] body) {
                return tools.isFirstUse(source, token, body);
            }
        };
    }

    /** Signs as SNS does, around whatever the message is. */
    private record Envelope(RsaCertificate certificate, String version, Map<String, String> more) implements Signer {
        private static final List<String> NOTIFICATION =
                List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
        private static final List<String> CONFIRMATION =
                List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

        @Override
        public byte[] bodyOf(byte[] payload, Delivery delivery) {
            Map<String, String> envelope = new LinkedHashMap<>();
            envelope.put("Type", "Notification");
            envelope.put("MessageId", "sns-" + delivery.id());
            envelope.put("TopicArn", TOPIC);
            envelope.put("Message", new String(payload, StandardCharsets.UTF_8));
            envelope.put("Timestamp", delivery.at().toString());
            envelope.put("SignatureVersion", version);
            envelope.put("SigningCertURL", CERTIFICATE);
            envelope.putAll(more);
            StringBuilder signed = new StringBuilder();
            for (String name : "Notification".equals(envelope.get("Type")) ? NOTIFICATION : CONFIRMATION) {
                if (envelope.containsKey(name)) {
                    signed.append(name).append('\n').append(envelope.get(name)).append('\n');
                }
            }
            byte[] signature = KeyPairs.sign(
                    version.equals("1") ? "SHA1withRSA" : "SHA256withRSA",
                    certificate.key(),
                    Texts.bytes(signed.toString()));
            envelope.put("Signature", java.util.Base64.getEncoder().encodeToString(signature));
            return JsonWriter.bytesOf(envelope);
        }

        @Override
        public Map<String, String> sign(byte[] body, Delivery delivery) {
            return Map.of("Content-Type", "text/plain; charset=UTF-8");
        }
    }
}
