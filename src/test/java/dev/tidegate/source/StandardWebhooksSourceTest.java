package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.Signer.Delivery;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.catalog.Sources;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksSourceTest extends SourceContract {
    private final Prepared.Ready partner = Requests.ready(settings("right"));

    @Override
    SourceSettings settings(String word) {
        String key = Base64.getEncoder()
                .encodeToString((word + "-key-of-24-bytes-or-more").getBytes(StandardCharsets.UTF_8));
        return new SourceSettings.StandardWebhooks(
                new Entry("partner", "people", null), List.of(new Secret("whsec_" + key)), Duration.ofMinutes(5));
    }

    @Override
    byte[] body() {
        return Fixtures.resource("standard-webhooks/order_completed.json");
    }

    @Override
    byte[] bodyWithEmail(String email) {
        return new String(body(), StandardCharsets.UTF_8)
                .replace("Jo.Winter@Lampenladen.example", email)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    String proofHeader() {
        return "webhook-signature";
    }

    @Test
    void reads_customer_properties_and_consent() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.type()).isEqualTo("order_completed");
        assertThat(event.sourceId()).isEqualTo("msg_1");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:10:00Z");
        assertThat(event.customer().customerId()).isEqualTo("k-77");
        assertThat(event.customer().phone()).isEqualTo("+49301234567");
        assertThat(event.properties())
                .containsEntry("order_id", "4711")
                .containsEntry("checkout_token", "c-1")
                .containsEntry("value", new BigDecimal("154.85"))
                .containsEntry("currency", "EUR")
                .containsEntry(
                        "products",
                        List.of(Map.of(
                                "product_id",
                                "12",
                                "name",
                                "Tischlampe",
                                "price",
                                new BigDecimal("125.00"),
                                "quantity",
                                1L)));
        assertThat(event.consents())
                .containsExactly(new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, event.occurredAt()));
    }

    @Test
    void products_have_numbers_and_categories_are_labels() {
        Event event = event("{\"type\":\"product.viewed\",\"data\":{\"category\":\"Home &"
                + " Garden\",\"products\":[{\"product_id\":12,\"price\":\"12.50\",\"quantity\":\"2\",\"category\":\"Big"
                + " Lamps\"},{\"quantity\":\"few\"}]}}");

        assertThat(event.properties())
                .isEqualTo(Map.of(
                        "category",
                        "home_garden",
                        "products",
                        List.of(
                                Map.of(
                                        "product_id",
                                        "12",
                                        "price",
                                        new BigDecimal("12.50"),
                                        "quantity",
                                        new BigDecimal("2"),
                                        "category",
                                        "big_lamps"),
                                Map.of())));
    }

    @Test
    void data_without_properties_is_the_properties() {
        Event event = event(
                "{\"type\":\"cartUpdated\",\"data\":{\"customer_id\":12,\"email\":\"a@shop.example\",\"anonymous_id\":"
                        + "\"x\",\"cart_id\":\"w\",\"value\":20}}");

        assertThat(event.type()).isEqualTo("cart_updated");
        assertThat(event.occurredAt()).isEqualTo(Requests.NOW);
        assertThat(event.customer().customerId()).isEqualTo("12");
        assertThat(event.customer().anonymousId()).isEqualTo("x");
        assertThat(event.properties()).isEqualTo(Map.of("value", new BigDecimal("20"), "cart_token", "w"));
    }

    @Test
    void consent_updated_tells_channel_and_state() {
        Event event = event("{\"type\":\"consent.updated\",\"timestamp\":\"2026-11-24T01:00:00Z\",\"data\":{\"email\":"
                + "\"a@shop.example\",\"channel\":\"sms\",\"state\":\"denied\"}}");

        assertThat(event.consents())
                .containsExactly(new ConsentChange(Channel.SMS, ConsentState.DENIED, event.occurredAt()));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"data\":{}}', type missing",
        "'{\"type\":7}', type missing",
        "'{\"type\":\"§§\"}', type format",
        "'{\"type\":\"a\",\"timestamp\":\"yesterday\"}', occurred_at format",
        "'{\"type\":\"a\",\"data\":{\"consent\":{\"fax\":\"granted\"}}}', consent value",
        "'{\"type\":\"a\",\"data\":{\"consent\":{\"email\":\"maybe\"}}}', consent value",
        "'{\"type\":\"consent_updated\",\"data\":{\"channel\":\"email\"}}', consent value"
    })
    void rejects_with_the_field_and_the_kind_of_fault(String body, String expected) {
        FieldError error = Requests.errors(read(signed(body.getBytes(StandardCharsets.UTF_8))))
                .getFirst();

        assertThat(error.field() + " " + error.code().label()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void refuses_times_outside_the_tolerance_in_both_directions(long secondsAway) {
        Map<String, String> headers = headersAt(Requests.NOW.plusSeconds(secondsAway));

        assertThat(prove(Requests.request(headers, body())))
                .isEqualTo(new Proof.Refused(Refusal.TIMESTAMP_OUTSIDE_TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(longs = {-299, 0, 300})
    void accepts_times_within_the_tolerance(long secondsAway) {
        assertThat(prove(Requests.request(headersAt(Requests.NOW.plusSeconds(secondsAway)), body())))
                .isEqualTo(Proof.PROVEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "1e9",
                "-1614265330",
                "+1614265330",
                "1614265330.0",
                "0x6",
                "99999999999999999999"
            })
    void refuses_times_that_are_no_plain_number(String timestamp) {
        Map<String, String> headers = Requests.with(headersAt(Requests.NOW), "webhook-timestamp", timestamp);

        assertThat(prove(Requests.request(headers, body()))).isEqualTo(new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE));
    }

    @Test
    void refuses_an_id_with_a_dot_even_if_it_is_signed() {
        Map<String, String> headers = partner.signer().sign(body(), new Delivery("msg.1", Requests.NOW, ""));

        assertThat(prove(Requests.request(headers, body()))).isEqualTo(new Proof.Refused(Refusal.ID_UNUSABLE));
    }

    @Test
    void looks_at_the_first_five_signatures() {
        Map<String, String> headers = headersAt(Requests.NOW);
        String good = Requests.proof(headers, proofHeader());
        String wrong = "v1," + Base64.getEncoder().encodeToString(new byte[32]) + " ";

        assertThat(prove(withSignatures(headers, wrong.repeat(4) + good))).isEqualTo(Proof.PROVEN);
        assertThat(prove(withSignatures(headers, wrong.repeat(5) + good))).isInstanceOf(Proof.Refused.class);
        assertThat(prove(withSignatures(headers, wrong.repeat(1_000) + good))).isInstanceOf(Proof.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1a,", "v2,", "v0,", "V1,", "", "none,", "sha1="})
    void refuses_another_version(String version) {
        Map<String, String> headers = headersAt(Requests.NOW);
        String signature = version + Requests.proof(headers, proofHeader()).substring("v1,".length());

        assertThat(prove(withSignatures(headers, signature))).isInstanceOf(Proof.Refused.class);
    }

    @Test
    void proves_what_the_owner_of_a_key_pair_signed() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Source source = ofPublicKey(pair);
        String timestamp = Long.toString(Requests.NOW.getEpochSecond());
        Map<String, String> headers = new HashMap<>(Map.of("webhook-id", "msg_1", "webhook-timestamp", timestamp));
        headers.put(proofHeader(), "v1,AAAA v1a," + signed(pair, "msg_1." + timestamp + "."));

        assertThat(source.prove(Requests.request(headers, body()))).isEqualTo(Proof.PROVEN);
        assertThat(source.prove(Requests.request(headers, "{}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_WRONG));
        assertThat(ofPublicKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair())
                        .prove(Requests.request(headers, body())))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_WRONG));
        for (String odd : List.of("v1a,", "v1a,AAAA", "v1a," + "A".repeat(86) + "==", "v1," + "A".repeat(86) + "==")) {
            assertThat(source.prove(Requests.request(Requests.with(headers, proofHeader(), odd), body())))
                    .isInstanceOf(Proof.Refused.class);
        }
    }

    @Test
    void a_shared_secret_is_no_public_key() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] raw = raw(pair);
        Map<String, String> forged = Requests.ready(new SourceSettings.StandardWebhooks(
                        Entry.of("p"),
                        List.of(new Secret(Base64.getEncoder().encodeToString(raw))),
                        Duration.ofMinutes(5)))
                .signer()
                .sign(body(), delivery());

        assertThat(ofPublicKey(pair).prove(Requests.request(forged, body())))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_WRONG));
    }

    @Test
    void knows_the_headers_of_svix() {
        Map<String, String> headers = new HashMap<>();
        partner.signer()
                .sign(body(), delivery())
                .forEach((name, value) -> headers.put(name.replace("webhook-", "svix-"), value));
        Request request = Requests.request(headers, body());

        assertThat(prove(request)).isEqualTo(Proof.PROVEN);
        assertThat(Requests.event(read(request)).sourceId()).isEqualTo("msg_1");
    }

    @Test
    void the_two_kinds_of_headers_are_not_mixed() {
        Map<String, String> headers = new HashMap<>(partner.signer().sign(body(), delivery()));
        headers.put("svix-signature", String.valueOf(headers.remove(proofHeader())));

        assertThat(prove(Requests.request(headers, body()))).isEqualTo(new Proof.Refused(Refusal.ID_UNUSABLE));
    }

    private String signed(KeyPair pair, String head) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(head.getBytes(StandardCharsets.UTF_8));
        signature.update(body());
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    @Test
    void only_the_owner_of_a_public_key_can_sign_for_it() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signer signer = readyOfPublicKey(pair).signer();

        assertThat(signer.obstacle()).contains("only the sender has the private key");
        assertThat(ofPublicKey(pair).prove(Requests.signed(signer.with(pair.getPrivate()), body(), delivery())))
                .isEqualTo(Proof.PROVEN);
    }

    private static Source ofPublicKey(KeyPair pair) {
        return readyOfPublicKey(pair).perEventLoop().apply(Requests.NO_TOOLS);
    }

    private static Prepared.Ready readyOfPublicKey(KeyPair pair) {
        Secret key = new Secret("whpk_" + Base64.getEncoder().encodeToString(raw(pair)));
        return Requests.ready(
                new SourceSettings.StandardWebhooks(Entry.of("partner"), List.of(key), Duration.ofMinutes(5)));
    }

    /** The key without what says that it is one. */
    private static byte[] raw(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    @Test
    void says_which_secret_is_none() {
        SourceSettings settings = new SourceSettings.StandardWebhooks(
                Entry.of("p"),
                List.of(new Secret("whsec_AAAA"), new Secret("whsec_?"), new Secret("whpk_AAAA")),
                Duration.ofMinutes(5));

        assertThat(Sources.prepare(settings)).isInstanceOfSatisfying(Prepared.Faulty.class, faulty -> {
            assertThat(faulty.problems()).extracting(Prepared.Problem::key).containsExactly("secrets[1]", "secrets[2]");
            assertThat(faulty.problems().get(1).message()).contains("32 bytes of an Ed25519 key");
        });
    }

    private Request withSignatures(Map<String, String> headers, String signatures) {
        return Requests.request(Requests.with(headers, proofHeader(), signatures), body());
    }

    private Map<String, String> headersAt(Instant at) {
        return partner.signer().sign(body(), new Delivery("msg_1", at, ""));
    }

    private Event event(String body) {
        return Requests.event(read(signed(body.getBytes(StandardCharsets.UTF_8))));
    }
}
