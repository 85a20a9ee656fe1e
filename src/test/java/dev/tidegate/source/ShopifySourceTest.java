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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopifySourceTest extends SourceContract {
    private static final Prepared.Ready SHOP =
            Requests.ready(new SourceSettings.Shopify(Entry.of("shop"), List.of(new Secret("hush"))));

    @Override
    SourceSettings settings(String word) {
        return new SourceSettings.Shopify(new Entry("shop", "people", null), List.of(new Secret("shpss_" + word)));
    }

    @Override
    byte[] body() {
        return payload("checkouts_create");
    }

    @Override
    byte[] bodyWithEmail(String email) {
        return text(body())
                .replaceAll("(?i)jo.winter@lampenladen.example", email)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    String topic() {
        return "checkouts/create";
    }

    @Override
    boolean spares() {
        return true;
    }

    @Override
    String proofHeader() {
        return "X-Shopify-Hmac-SHA256";
    }

    @ParameterizedTest
    @CsvSource({
        "orders_create, orders/create",
        "carts_update, carts/update",
        "refunds_create, refunds/create",
        "customers_update, customers/update",
        "customers_email_marketing_consent_update, customers_email_marketing_consent/update"
    })
    void whatever_another_topic_holds_it_is_answered(String file, String topic) {
        survives(payload(file), topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"customers/data_request", "customers/redact", "shop/redact", "app/uninstalled"})
    void whatever_a_request_holds_it_is_answered(String topic) {
        survives(Fixtures.sample("shopify/customers_data_request.json"), topic);
    }

    @Test
    void its_sender_knows_a_topic_by_the_name_of_a_file() {
        Map<String, String> headers =
                SHOP.signer().sign(body(), new Signer.Delivery("1", Requests.NOW, "customers_data/request"));

        assertThat(headers).containsEntry("X-Shopify-Topic", "customers/data_request");
    }

    @Test
    void accepts_any_of_several_secrets_and_no_other() {
        Source rotating = Requests.ready(
                        new SourceSettings.Shopify(Entry.of("shop"), List.of(new Secret("next"), new Secret("hush"))))
                .perEventLoop()
                .apply(Requests.NO_TOOLS);
        Source after = Requests.ready(new SourceSettings.Shopify(Entry.of("shop"), List.of(new Secret("next"))))
                .perEventLoop()
                .apply(Requests.NO_TOOLS);
        Request request = Requests.signed(SHOP, body(), topic());

        assertThat(rotating.prove(request)).isEqualTo(Proof.PROVEN);
        assertThat(after.prove(request)).isEqualTo(new Proof.Refused(Refusal.SIGNATURE_WRONG));
    }

    @Test
    void knows_the_headers_by_their_newer_names() {
        Map<String, String> headers = new java.util.HashMap<>();
        SHOP.signer()
                .sign(body(), delivery())
                .forEach((name, value) -> headers.put(name.replaceFirst("^X-", ""), value));
        Request request = Requests.request(headers, body());
        Source source = SHOP.perEventLoop().apply(Requests.NO_TOOLS);

        assertThat(source.prove(request)).isEqualTo(Proof.PROVEN);
        assertThat(Requests.event(source.read(request)).type()).isEqualTo("checkout_started");
    }

    @Test
    void reads_a_checkout() {
        Event event = read("checkouts_create", "checkouts/create");

        assertThat(event.type()).isEqualTo("checkout_started");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:02:03Z");
        assertThat(event.sourceId()).isEqualTo("msg_1");
        assertThat(event.customer().customerId()).isEqualTo("9007199254741993");
        assertThat(event.customer().email()).isEqualTo("Jo.Winter@lampenladen.example");
        assertThat(event.properties())
                .containsEntry("checkout_token", "c0ffee7a51b24f1c9e0d4b2a")
                .containsEntry("checkout_id", "29380571660412")
                .containsEntry("cart_token", "Z2NwLWV1cm9wZS13ZXN0MTowMUo")
                .containsEntry("value", new BigDecimal("129.90"))
                .containsEntry("currency", "EUR")
                .containsEntry("coupon", "WINTER5")
                .containsEntry("url", "https://lampenladen.example/71/checkouts/ac/c0ffee7a/recover?key=k1")
                .containsEntry(
                        "products",
                        List.of(Map.of(
                                "product_id", "8203914412316",
                                "variant_id", "44871923007772",
                                "sku", "GLUT-M",
                                "name", "Tischlampe Glut",
                                "variant", "Messing",
                                "price", new BigDecimal("125.00"),
                                "quantity", 1L)));
        assertThat(event.context().get("traits"))
                .isEqualTo(Map.of("first_name", "Jo", "last_name", "Winter", "country", "DE"));
        assertThat(event.context()).containsEntry("locale", "de-DE");
        assertThat(event.consents())
                .containsExactly(new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, event.occurredAt()));
    }

    @Test
    void reads_an_order() {
        Event event = read("orders_create", "orders/create");

        assertThat(event.type()).isEqualTo("order_completed");
        assertThat(event.customer().phone()).isEqualTo("+49301234567");
        assertThat(event.properties())
                .containsEntry("order_id", "9007199254740995")
                .containsEntry("checkout_token", "c0ffee7a51b24f1c9e0d4b2a")
                .containsEntry("cart_token", "Z2NwLWV1cm9wZS13ZXN0MTowMUo")
                .containsEntry("value", new BigDecimal("154.85"))
                .containsEntry("shipping", new BigDecimal("4.95"))
                .containsEntry("coupons", List.of("WINTER5", "TREUE"))
                .containsEntry("financial_status", "paid")
                .doesNotContainKeys("test", "cancelled_at", "fulfillment_status");
        assertThat(event.context())
                .containsEntry("ip", "203.0.113.77")
                .containsEntry("user_agent", "Mozilla/5.0 (X11; Linux x86_64)");
        assertThat(event.consents())
                .containsExactly(
                        new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, Instant.parse("2026-11-24T01:10:00Z")));
    }

    @Test
    void a_later_event_of_an_order_repeats_its_consent_from_when_it_was_given() {
        Event event = read("orders_create", "orders/fulfilled");

        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:10:04Z");
        assertThat(event.consents().getFirst().at()).isEqualTo("2026-11-24T01:10:00Z");
    }

    @Test
    void a_consent_of_the_customers_record_counts_for_that_address_only() {
        String order = text(payload("orders_create"))
                .replace("\"email\":\"Jo.Winter@Lampenladen.example\"", "\"email\":\"gift@lampenladen.example\"")
                .replace("\"buyer_accepts_marketing\":true", "\"buyer_accepts_marketing\":false");

        assertThat(read(order, "orders/create").consents()).isEmpty();
    }

    @Test
    void reads_a_cart_which_names_nobody() {
        Event event = read("carts_update", "carts/update");

        assertThat(event.type()).isEqualTo("cart_updated");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:01:30.500Z");
        assertThat(event.customer().customerId()).isNull();
        assertThat(event.properties())
                .containsEntry("cart_token", "Z2NwLWV1cm9wZS13ZXN0MTowMUo")
                .containsEntry("value", new BigDecimal("0.30"))
                .containsEntry("currency", "EUR");
    }

    @Test
    void reads_what_was_really_refunded() {
        Event event = read("refunds_create", "refunds/create");

        assertThat(event.type()).isEqualTo("order_refunded");
        assertThat(event.properties())
                .containsEntry("order_id", "9007199254740995")
                .containsEntry("value", new BigDecimal("16.30"))
                .containsEntry("currency", "EUR")
                .containsEntry(
                        "products",
                        List.of(Map.of(
                                "product_id",
                                "8203914412999",
                                "name",
                                "Leuchtmittel E27",
                                "price",
                                new BigDecimal("8.30"),
                                "quantity",
                                2L)));
    }

    @Test
    void reads_a_customer_and_what_they_agreed_to() {
        Event event = read("customers_update", "customers/update");

        assertThat(event.type()).isEqualTo("customer_updated");
        assertThat(event.properties()).containsEntry("first_name", "Jo").containsEntry("tags", "stammkunde");
        assertThat(event.consents())
                .containsExactly(
                        new ConsentChange(Channel.EMAIL, ConsentState.DENIED, Instant.parse("2026-11-24T01:19:58Z")));
    }

    @Test
    void no_currency_is_handed_on_that_is_none() {
        String body = text(body()).replace("\"presentment_currency\":\"EUR\"", "\"presentment_currency\":\"euros\"");

        assertThat(read(text(body()), topic()).properties()).containsEntry("presentment_currency", "EUR");
        assertThat(read(body, topic()).properties()).doesNotContainKey("presentment_currency");
    }

    @ParameterizedTest
    @CsvSource({"SUBSCRIBED, GRANTED", "Unsubscribed, DENIED"})
    void a_consent_counts_in_capitals_too(String written, ConsentState state) {
        String body =
                "{\"customer_id\":7,\"email_address\":\"jo@shop.example\",\"email_marketing_consent\":{\"state\":\""
                        + written + "\",\"opt_in_level\":\"SINGLE_OPT_IN\"}}";

        Event event = read(body, "customers_email_marketing_consent/update");

        assertThat(event.consents()).extracting(ConsentChange::state).containsExactly(state);
        assertThat(event.properties()).containsEntry("opt_in_level", "single_opt_in");
    }

    @Test
    void reads_the_topics_of_consent() {
        Event email = read("customers_email_marketing_consent_update", "customers_email_marketing_consent/update");
        Event sms = read("customers_marketing_consent_update", "customers_marketing_consent/update");

        assertThat(email.type()).isEqualTo("consent_updated");
        assertThat(email.customer().email()).isEqualTo("jo.winter@lampenladen.example");
        assertThat(email.consents())
                .containsExactly(
                        new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, Instant.parse("2026-11-24T01:25:00Z")));
        assertThat(sms.customer().phone()).isEqualTo("+49301234567");
        assertThat(sms.consents())
                .containsExactly(
                        new ConsentChange(Channel.SMS, ConsentState.DENIED, Instant.parse("2026-11-24T01:26:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not_subscribed", "pending", "redacted", "invalid", "SUBSCRIBED?"})
    void a_state_that_is_neither_yes_nor_no_says_nothing(String state) {
        String body = text(payload("customers_email_marketing_consent_update"))
                .replace("\"state\":\"subscribed\"", "\"state\":\"" + state + "\"");

        assertThat(read(body, "customers_email_marketing_consent/update").consents())
                .isEmpty();
    }

    @Test
    void an_unticked_box_says_nothing() {
        String body = text(body()).replace("\"buyer_accepts_marketing\":true", "\"buyer_accepts_marketing\":false");

        assertThat(read(body, topic()).consents()).isEmpty();
    }

    @Test
    void what_cannot_be_read_costs_no_checkout_and_is_named() {
        String body = text(body())
                .replace("\"phone\":null,\"buyer", "\"phone\":\"12\",\"buyer")
                .replace("\"129.90\"", "\"a lot\"")
                .replace("\"currency\":\"EUR\"", "\"currency\":\"money\"");

        Event event = read(body, topic());

        assertThat(event.properties()).doesNotContainKeys("value", "currency");
        assertThat(event.context()).containsEntry("left_out", List.of("phone", "value", "currency"));
    }

    @ParameterizedTest
    @CsvSource({
        "carts/create, carts_update, cart_updated",
        "checkouts/update, checkouts_create, checkout_updated",
        "orders/paid, orders_create, order_paid",
        "orders/updated, orders_create, order_updated",
        "orders/cancelled, orders_create, order_cancelled",
        "orders/fulfilled, orders_create, order_fulfilled",
        "customers/create, customers_update, customer_created"
    })
    void maps_each_topic_to_its_type(String topic, String payload, String type) {
        assertThat(read(payload, topic).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"themes/publish", "products/update", "x"})
    void other_topics_are_ignored_whatever_they_hold(String topic) {
        Reading reading =
                SHOP.perEventLoop().apply(Requests.NO_TOOLS).read(Requests.signed(SHOP, new byte[] {'{'}, topic));

        assertThat(Requests.items(reading)).containsExactly(new Item.Ignored(topic));
    }

    @Test
    void requests_for_data_and_erasure_name_the_customer_for_a_person_only() {
        String customer = "{\"shop_id\":71,\"shop_domain\":\"lampenladen.example\",\"customer\":{\"id\":77,\"email\":"
                + "\"jo@lampenladen.example\",\"phone\":\"030\"},\"orders_%s\":[9007199254740995]}";
        Event data = read(customer.replace("%s", "requested"), "customers/data_request");
        Event erasure = read(customer.replace("%s", "to_redact"), "customers/redact");
        Event shop = read("{\"shop_id\":71,\"shop_domain\":\"lampenladen.example\"}", "shop/redact");

        assertThat(List.of(data.type(), erasure.type(), shop.type()))
                .containsExactly(
                        "privacy_data_requested", "privacy_erasure_requested", "privacy_shop_erasure_requested");
        assertThat(erasure.customer().customerId()).isNull();
        assertThat(erasure.customer().email()).isNull();
        assertThat(erasure.properties())
                .isEqualTo(data.properties())
                .containsEntry("customer_id", "77")
                .containsEntry("email", "jo@lampenladen.example")
                .containsEntry("orders", List.of("9007199254740995"));
        assertThat(shop.properties()).containsEntry("shop_domain", "lampenladen.example");
    }

    @Test
    void an_app_that_was_uninstalled_is_told_without_the_merchants_address() {
        Event event = read(
                "{\"id\":71,\"name\":\"Lampenladen\",\"email\":\"owner@lampenladen.example\",\"myshopify_domain\":"
                        + "\"lampenladen.example\"}",
                "app/uninstalled");

        assertThat(event.type()).isEqualTo("app_uninstalled");
        assertThat(event.customer().email()).isNull();
        assertThat(event.toString()).doesNotContain("owner@");
    }

    @Test
    void a_bad_address_loses_no_order_and_no_consent_moves_to_another() {
        String order = text(payload("orders_create"))
                .replaceAll("\"(email|contact_email)\":\"[^\"]*\"", "\"$1\":\"jo at lampenladen\"");
        Event event = read(order, "orders/create");

        assertThat(event.type()).isEqualTo("order_completed");
        assertThat(event.customer().email()).isNull();
        assertThat(event.consents()).isEmpty();
        assertThat(event.context()).containsEntry("left_out", List.of("email"));
    }

    @Test
    void without_a_delivery_id_the_action_counts_under_each_topic() {
        Map<String, String> headers =
                Requests.with(SHOP.signer().sign(body(), delivery()), "X-Shopify-Event-Id", "98880550-7158");
        headers.remove("X-Shopify-Webhook-Id");
        Map<String, String> bare = Requests.with(headers, "X-Shopify-Event-Id", "");
        Source source = SHOP.perEventLoop().apply(Requests.NO_TOOLS);

        assertThat(Requests.event(source.read(Requests.request(headers, body())))
                        .sourceId())
                .isEqualTo("checkouts/create:98880550-7158");
        assertThat(Requests.event(source.read(Requests.request(bare, body()))).sourceId())
                .matches("checkouts/create:[A-Za-z0-9_-]{22}");
    }

    @Test
    void without_a_topic_the_request_is_unreadable() {
        assertThat(SHOP.perEventLoop().apply(Requests.NO_TOOLS).read(Requests.request(Map.of(), body())))
                .isInstanceOf(Reading.Unreadable.class);
    }

    private static Event read(String payloadOrBody, String topic) {
        byte[] body =
                payloadOrBody.startsWith("{") ? payloadOrBody.getBytes(StandardCharsets.UTF_8) : payload(payloadOrBody);
        return Requests.event(SHOP.perEventLoop().apply(Requests.NO_TOOLS).read(Requests.signed(SHOP, body, topic)));
    }

    private static byte[] payload(String name) {
        return Fixtures.resource("shopify/" + name + ".json");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
