package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WooCommerceSourceTest extends SourceContract {
    private static final Map<String, String> FORM =
            Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    private static final Prepared.Ready SHOP = Requests.ready(new SourceSettings.WooCommerce(
            new Entry("woo", "woo", Duration.ofDays(14)), List.of(new Secret("wc_secret"))));

    @Override
    SourceSettings settings(String word) {
        return new SourceSettings.WooCommerce(new Entry("woo", "people", null), List.of(new Secret("wc_" + word)));
    }

    @Override
    byte[] body() {
        return Fixtures.sample("woocommerce/order_created.json");
    }

    @Override
    String topic() {
        return "order.created";
    }

    @Override
    String proofHeader() {
        return "X-WC-Webhook-Signature";
    }

    @Override
    boolean spares() {
        return true;
    }

    @ParameterizedTest
    @CsvSource({
        "order_created.json, order.updated",
        "order_created.json, order.deleted",
        "customer_updated.json, customer.updated",
        "customer_updated.json, customer.created",
        "customer_updated.json, action.woocommerce_add_to_cart"
    })
    void whatever_another_topic_holds_it_is_answered(String file, String topic) {
        survives(Fixtures.sample("woocommerce/" + file), topic);
    }

    @Test
    void reads_an_order() {
        Event event = only(text(), "order.created");

        assertThat(event.type()).isEqualTo("order_completed");
        assertThat(event.sourceId()).isEqualTo("order/7301/completed");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:02:03Z");
        assertThat(event.customer().customerId()).isEqualTo("77");
        assertThat(event.customer().phone()).isEqualTo("+49301234567");
        assertThat(event.properties())
                .containsEntry("order_id", "7301")
                .containsEntry("checkout_token", "wc_order_Gl0wLamp71")
                .containsEntry("value", new BigDecimal("129.90"))
                .containsEntry("currency", "EUR")
                .containsEntry("coupon", "winter5")
                .containsEntry(
                        "products",
                        List.of(
                                Map.of(
                                        "product_id", "82039",
                                        "variant_id", "44871",
                                        "sku", "GLUT-M",
                                        "name", "Tischlampe Glut",
                                        "price", new BigDecimal("105.04"),
                                        "quantity", 1L),
                                Map.of(
                                        "product_id",
                                        "82041",
                                        "name",
                                        "Leuchtmittel E27",
                                        "price",
                                        new BigDecimal("4.15"),
                                        "quantity",
                                        2L)))
                .doesNotContainKeys("cart_token", "status");
        assertThat(event.context())
                .containsEntry("ip", "203.0.113.77")
                .containsEntry(
                        "traits",
                        Map.of(
                                "first_name", "Jo",
                                "last_name", "Winter",
                                "city", "Kiel",
                                "postal_code", "24103",
                                "country", "DE"));
    }

    @Test
    void an_order_that_was_told_complete_is_the_same_event_when_a_later_topic_tells_it_again() {
        Event first = only(text(), "order.created");
        Event again = only(text(), "order.updated");

        assertThat(again).isEqualTo(first);
    }

    @Test
    void an_unpaid_order_is_a_checkout_until_it_is_paid() {
        String unpaid = text().replace("\"processing\"", "\"pending\"")
                .replace("\"date_paid_gmt\":\"2026-11-24T01:02:40\"", "\"date_paid_gmt\":null");
        Event started = only(unpaid, "order.created");
        Event paid = only(text(), "order.updated");

        assertThat(started.type()).isEqualTo("checkout_started");
        assertThat(started.properties())
                .containsEntry(
                        "url",
                        "https://lampenladen.example/kasse/bezahlen/7301/?pay_for_order=true&key=wc_order_Gl0wLamp71");
        assertThat(paid.type()).isEqualTo("order_completed");
        assertThat(paid.properties())
                .containsEntry("checkout_token", started.properties().get("checkout_token"));
    }

    @Test
    void an_order_that_a_bank_paid_days_later_is_complete_once_and_paid_then() {
        String later = text().replace(
                        "\"date_paid_gmt\":\"2026-11-24T01:02:40\"", "\"date_paid_gmt\":\"2026-11-27T09:00:00\"")
                .replace(
                        "\"date_modified_gmt\":\"2026-11-24T01:02:41\"",
                        "\"date_modified_gmt\":\"2026-11-27T09:00:05\"");

        assertThat(types(later, "order.updated")).containsExactly("order_completed", "order_paid");
    }

    @Test
    void what_is_paid_after_the_gateway_has_forgotten_the_order_completes_nothing() {
        String later = text().replace(
                        "\"date_paid_gmt\":\"2026-11-24T01:02:40\"", "\"date_paid_gmt\":\"2026-12-27T09:00:00\"")
                .replace(
                        "\"date_modified_gmt\":\"2026-11-24T01:02:41\"",
                        "\"date_modified_gmt\":\"2026-12-27T09:00:05\"");

        assertThat(types(later, "order.updated")).containsExactly("order_paid");
    }

    @Test
    void a_later_change_of_a_complete_order_completes_nothing() {
        String later = text().replace(
                        "\"date_modified_gmt\":\"2026-11-24T01:02:41\"",
                        "\"date_modified_gmt\":\"2026-11-24T03:00:00\"");
        Event event = only(later, "order.updated");

        assertThat(event.type()).isEqualTo("order_updated");
        assertThat(event.sourceId()).isEqualTo("order/7301/updated/2026-11-24T03:00:00/processing");
        assertThat(event.properties()).containsEntry("status", "processing");
    }

    @ParameterizedTest
    @CsvSource({
        "order.created, on-hold, order_completed",
        "order.created, completed, order_completed",
        "order.created, failed, checkout_started",
        "order.created, checkout-draft, checkout_started",
        "order.created, trash, order_updated",
        "order.updated, pending, checkout_updated",
        "order.updated, cancelled, order_cancelled",
        "order.updated, refunded, order_refunded",
        "order.restored, cancelled, order_cancelled"
    })
    void the_status_says_what_happened(String topic, String status, String type) {
        assertThat(types(text().replace("\"processing\"", "\"" + status + "\""), topic))
                .containsExactly(type);
    }

    @Test
    void a_completed_order_is_fulfilled_and_complete_too_if_it_was_bought_just_now() {
        String done = text().replace("\"processing\"", "\"completed\"");
        String later = done.replace(
                "\"date_modified_gmt\":\"2026-11-24T01:02:41\"", "\"date_modified_gmt\":\"2026-11-25T03:00:00\"");

        assertThat(types(done, "order.updated")).containsExactly("order_completed", "order_fulfilled");
        assertThat(types(later, "order.updated")).containsExactly("order_fulfilled");
    }

    @Test
    void a_refund_is_worth_what_went_back() {
        String refunded = text().replace("\"processing\"", "\"refunded\"")
                .replace(
                        "\"refunds\":[]",
                        "\"refunds\":[{\"id\":1,\"total\":\"-100.00\"},{\"id\":2,\"total\":\"-29.90\"}]");

        assertThat(only(refunded, "order.updated").properties()).containsEntry("value", new BigDecimal("129.90"));
    }

    @Test
    void a_guest_is_nobody() {
        Event event = only(text().replace("\"customer_id\":77", "\"customer_id\":0"), "order.created");

        assertThat(event.customer().customerId()).isNull();
    }

    @Test
    void reads_customers() {
        String body = new String(Fixtures.sample("woocommerce/customer_updated.json"), StandardCharsets.UTF_8);
        Event event = only(body, "customer.updated");

        assertThat(event.type()).isEqualTo("customer_updated");
        assertThat(event.sourceId()).isEqualTo("customer/77/updated/2026-11-24T01:10:00");
        assertThat(event.properties()).containsEntry("first_name", "Jo").containsEntry("paying", true);
        assertThat(only(body, "customer.created").type()).isEqualTo("customer_created");
        assertThat(only("{\"id\":77}", "customer.deleted").customer().customerId())
                .isEqualTo("77");
        assertThat(only("{\"id\":7301}", "order.deleted").properties()).containsEntry("order_id", "7301");
    }

    @Test
    void a_line_in_the_cart_is_told_by_its_delivery() {
        Event event = only(
                "{\"action\":\"woocommerce_add_to_cart\",\"arg\":\"3416a75f4cea9109507cacd8e2f2aefc\"}",
                "action.woocommerce_add_to_cart");

        assertThat(event.type()).isEqualTo("product_added");
        assertThat(event.sourceId()).isEqualTo("added/msg_1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"product.updated", "coupon.created", "action.woocommerce_thankyou", "x"})
    void other_topics_are_ignored_whatever_they_hold(String topic) {
        assertThat(Requests.items(reading("{", topic))).containsExactly(new Item.Ignored(topic));
    }

    @Test
    void the_ping_of_a_new_webhook_is_answered_200_without_a_signature() {
        Source source = SHOP.perEventLoop().apply(Requests.NO_TOOLS);
        Request ping = Requests.request(FORM, bytes("webhook_id=5"));

        assertThat(source.prove(ping)).isEqualTo(Proof.PROVEN);
        assertThat(source.read(ping)).isEqualTo(new Reading.Greeted(Greeting.of(200)));
        assertThat(source.contentTypes()).contains("application/x-www-form-urlencoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook_id=", "webhook_id=5&x=1", "webhook_id=a", "id=5", "{\"id\":5}", ""})
    void any_other_form_needs_a_signature(String form) {
        Source source = SHOP.perEventLoop().apply(Requests.NO_TOOLS);

        assertThat(source.prove(Requests.request(FORM, bytes(form))))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
        assertThat(source.prove(Requests.request(Map.of("Content-Type", "application/json"), bytes("webhook_id=5"))))
                .isEqualTo(new Proof.Refused(Refusal.SIGNATURE_MISSING));
    }

    private static Event only(String body, String topic) {
        List<Item> items = Requests.items(reading(body, topic));
        assertThat(items).hasSize(1);
        return Requests.event(items.getFirst());
    }

    private static List<String> types(String body, String topic) {
        return Requests.items(reading(body, topic)).stream()
                .map(item -> Requests.event(item).type())
                .toList();
    }

    private static Reading reading(String body, String topic) {
        return SHOP.perEventLoop().apply(Requests.NO_TOOLS).read(Requests.signed(SHOP, bytes(body), topic));
    }

    private String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
