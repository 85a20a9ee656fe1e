package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeSourceTest extends SourceContract {
    private static final Prepared.Ready PAYMENTS = Requests.ready(settings("whsec_one", "whsec_two"));

    @Override
    SourceSettings settings(String word) {
        return new SourceSettings.Stripe(
                new Entry("payments", "people", null),
                List.of(new Secret("whsec_" + word)),
                SourceSettings.DEFAULT_TOLERANCE);
    }

    @Override
    byte[] body() {
        return Fixtures.sample("stripe/checkout_session_completed.json");
    }

    @Override
    String proofHeader() {
        return "Stripe-Signature";
    }

    @Override
    boolean spares() {
        return true;
    }

    @Test
    void whatever_a_charge_holds_it_is_answered() {
        survives(Fixtures.sample("stripe/charge_refunded.json"), "");
    }

    @Test
    void reads_a_paid_session() {
        Event event = read(text());

        assertThat(event.type()).isEqualTo("order_paid");
        assertThat(event.sourceId()).isEqualTo("evt_1Gl0wLampPaid");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:02:03Z");
        assertThat(event.customer().customerId()).isEqualTo("cus_Gl0w77");
        assertThat(event.customer().phone()).isEqualTo("+49301234567");
        assertThat(event.properties())
                .containsEntry("value", new BigDecimal("129.90"))
                .containsEntry("subtotal", new BigDecimal("125.00"))
                .containsEntry("shipping", new BigDecimal("4.90"))
                .containsEntry("currency", "EUR")
                .containsEntry("order_id", "7301")
                .containsEntry("cart_token", "Z2NwLWV1")
                .containsEntry("checkout_token", "cs_live_b1Gl0w")
                .containsEntry("client_reference_id", "shopper-77")
                .containsEntry(
                        "products",
                        List.of(Map.of(
                                "product_id", "prod_Glut",
                                "variant_id", "price_1",
                                "name", "Tischlampe Glut",
                                "price", new BigDecimal("125.00"),
                                "quantity", 1L)))
                .doesNotContainKeys("test", "url");
        assertThat(event.consents())
                .containsExactly(new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, event.occurredAt()));
    }

    @ParameterizedTest
    @CsvSource({
        "checkout.session.completed, paid, order_paid",
        "checkout.session.completed, no_payment_required, order_paid",
        "checkout.session.completed, unpaid, checkout_completed",
        "checkout.session.async_payment_succeeded, paid, order_paid",
        "checkout.session.async_payment_failed, unpaid, payment_failed",
        "checkout.session.expired, unpaid, checkout_expired"
    })
    void only_what_is_paid_is_an_order_paid(String topic, String status, String type) {
        String body = text().replace("\"payment_status\":\"paid\"", "\"payment_status\":\"" + status + "\"")
                .replace("\"type\":\"checkout.session.completed\"", "\"type\":\"" + topic + "\"");

        assertThat(read(body).type()).isEqualTo(type);
    }

    @Test
    void an_expired_session_leads_back_to_what_was_chosen() {
        String body = text().replace("\"type\":\"checkout.session.completed\"", "\"type\":\"checkout.session.expired\"")
                .replace(
                        "\"after_expiration\":null",
                        "\"after_expiration\":{\"recovery\":{\"enabled\":true,\"url\":\"https://buy.stripe.example/r/1\"}}");

        assertThat(read(body).properties()).containsEntry("url", "https://buy.stripe.example/r/1");
    }

    @Test
    void what_only_stores_a_card_sells_nothing() {
        String body = text().replace("\"mode\":\"payment\"", "\"mode\":\"setup\"");

        assertThat(Requests.items(reading(body))).containsExactly(new Item.Ignored("checkout.session.completed"));
    }

    @ParameterizedTest
    @CsvSource({
        "eur, 12990, 129.90",
        "jpy, 12990, 12990",
        "kwd, 12990, 12.990",
        "isk, 500, 5.00",
        "ugx, 500, 5.00",
        "usd, 0, 0.00"
    })
    void amounts_are_whole_units_of_their_currency(String currency, String minor, BigDecimal value) {
        String body = text().replace("\"amount_total\":12990", "\"amount_total\":" + minor)
                .replace("\"currency\":\"eur\"", "\"currency\":\"" + currency + "\"");

        assertThat(read(body).properties()).containsEntry("value", value);
    }

    @Test
    void an_older_session_names_the_address_only_beside_the_details() {
        String body = text().replaceAll("\"customer_details\":\\{.*?\"tax_ids\":\\[\\]\\}", "\"customer_details\":null")
                .replace("\"customer_email\":null", "\"customer_email\":\"jo@lampenladen.example\"");

        assertThat(read(body).customer().email()).isEqualTo("jo@lampenladen.example");
    }

    @Test
    void who_declined_promotions_said_no() {
        String body = text().replace("opt_in", "opt_out");

        assertThat(read(body).consents()).extracting(ConsentChange::state).containsExactly(ConsentState.DENIED);
    }

    @Test
    void a_refund_is_worth_what_went_back_this_time() {
        Event event = read(new String(Fixtures.sample("stripe/charge_refunded.json"), StandardCharsets.UTF_8));

        assertThat(event.type()).isEqualTo("order_refunded");
        assertThat(event.customer().customerId()).isEqualTo("cus_Gl0w77");
        assertThat(event.properties())
                .containsEntry("order_id", "7301")
                .containsEntry("value", new BigDecimal("20.00"))
                .containsEntry("refunded_total", new BigDecimal("30.00"))
                .containsEntry("test", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"payment_intent.succeeded", "invoice.paid", "customer.subscription.created", "x"})
    void other_types_are_ignored(String type) {
        String body = "{\"id\":\"evt_1\",\"type\":\"" + type + "\",\"data\":{\"object\":{}}}";

        assertThat(Requests.items(reading(body))).containsExactly(new Item.Ignored(type));
    }

    @Test
    void any_of_several_signatures_and_secrets_will_do() {
        Map<String, String> second =
                Requests.ready(settings("whsec_two", "x")).signer().sign(body(), delivery());
        String proof = Requests.proof(second, proofHeader());
        String among = proof.replace(",v1=", ",v1=" + "0".repeat(64) + ",v1=") + ",v0=" + "1".repeat(64);

        assertThat(proven(proof)).isEqualTo(Proof.PROVEN);
        assertThat(proven(among)).isEqualTo(Proof.PROVEN);
        assertThat(proven(proof.replace("v1=", "v0="))).isEqualTo(new Proof.Refused(Refusal.SIGNATURE_WRONG));
    }

    @Test
    void an_old_time_or_two_times_are_refused() {
        String proof = Requests.proof(PAYMENTS.signer().sign(body(), delivery()), proofHeader());
        Signer.Delivery old = new Signer.Delivery("x", Requests.NOW.minusSeconds(301), "");

        assertThat(proven(Requests.proof(PAYMENTS.signer().sign(body(), old), proofHeader())))
                .isEqualTo(new Proof.Refused(Refusal.TIMESTAMP_OUTSIDE_TOLERANCE));
        assertThat(proven("t=1," + proof)).isEqualTo(new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE));
        assertThat(proven(proof.substring(proof.indexOf("v1"))))
                .isEqualTo(new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE));
    }

    private Proof proven(String proof) {
        return PAYMENTS.perEventLoop()
                .apply(Requests.NO_TOOLS)
                .prove(Requests.request(Map.of(proofHeader(), proof), body()));
    }

    private static SourceSettings settings(String first, String second) {
        return new SourceSettings.Stripe(
                Entry.of("payments"), List.of(new Secret(first), new Secret(second)), SourceSettings.DEFAULT_TOLERANCE);
    }

    private static Event read(String body) {
        return Requests.event(reading(body));
    }

    private static Reading reading(String body) {
        return PAYMENTS.perEventLoop().apply(Requests.NO_TOOLS).read(Requests.signed(PAYMENTS, bytes(body), ""));
    }

    private String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
