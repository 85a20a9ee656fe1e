package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.catalog.Sources;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BigCommerceCompletingTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-24T01:02:04Z");

    private final Source source = source(new SourceSettings.BigCommerce.Api(
            new Secret("t0k3n"), URI.create("https://api.bigcommerce.com/"), false, Duration.ofMinutes(15)));
    private final Completing completing = Objects.requireNonNull(source.completing());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "store/cart/created | {\"id\":\"09346904-4175\"} | /v3/carts/09346904-4175?include=redirect_urls",
                "store/cart/lineItem/updated | {\"id\":\"743b\",\"cartId\":\"b038\"} |"
                        + " /v3/carts/b038?include=redirect_urls",
                "store/cart/abandoned | {\"id\":\"0934\",\"token\":\"1eed\"} | /v3/carts/0934?include=redirect_urls",
                "store/order/created | {\"id\":250} | /v2/orders/250 /v2/orders/250/products?limit=250",
                "store/order/statusUpdated | {\"id\":250,\"status\":{\"new_status_id\":5}} | /v2/orders/250"
                        + " /v2/orders/250/products?limit=250",
                "store/order/refund/created | {\"id\":250,\"refund\":{\"refund_id\":3}} | /v2/orders/250"
                        + " /v2/orders/250/products?limit=250 /v3/orders/250/payment_actions/refunds",
                "store/customer/created | {\"id\":32} | /v3/customers?id:in=32&include=addresses",
                "store/customer/address/created | {\"id\":60,\"address\":{\"customer_id\":32}} |"
                        + " /v3/customers?id:in=32&include=addresses",
                "store/subscriber/created | {\"id\":5} | /v3/customers/subscribers/5",
                "store/order/created | {\"id\":90071992547409931} | /v2/orders/90071992547409931"
                        + " /v2/orders/90071992547409931/products?limit=250"
            })
    void asks_for_what_a_callback_names(String scope, String data, String paths) {
        assertThat(completing.questions(thin(scope, data, "stores/abc123")))
                .extracting(question -> question.url().toString())
                .containsExactly(Stream.of(paths.split(" ", -1))
                        .map(path -> "https://api.bigcommerce.com/stores/abc123" + path)
                        .toArray(String[]::new));
    }

    @Test
    void shows_its_token_to_the_provider_and_to_nobody_else() {
        Question question = completing
                .questions(thin("store/order/created", "{\"id\":5}", "stores/abc123"))
                .getFirst();

        assertThat(question.headers()).isEqualTo(Map.of("x-auth-token", "t0k3n", "accept", "application/json"));
        assertThat(question.toString()).doesNotContain("t0k3n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stores/../admin",
                "stores/a b",
                "stores/a?x=",
                "stores/",
                "stores/a/b",
                "stores/a%2f",
                "stores/{store_hash}",
                "//evil.example",
                "@evil.example",
                "stores/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void asks_nothing_of_what_is_no_store(String producer) {
        assertThat(completing.questions(thin("store/order/created", "{\"id\":5}", producer)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "store/cart/created | {\"id\":\"a/../b\"}",
                "store/cart/created | {\"id\":\"a?x\"}",
                "store/cart/created | {}",
                "store/order/created | {\"id\":\"5/products\"}",
                "store/order/created | {\"id\":-5}",
                "store/customer/created | {\"id\":\"guest\"}",
                "store/cart/converted | {\"id\":\"d300\",\"orderId\":252}",
                "store/cart/deleted | {\"id\":\"d300\"}",
                "store/customer/deleted | {\"id\":32}"
            })
    void asks_nothing_by_an_id_that_is_none_or_of_what_is_gone(String scope, String data) {
        assertThat(completing.questions(thin(scope, data, "stores/abc123"))).isEmpty();
    }

    @Test
    void without_access_asks_nothing_and_ignores_subscribers() {
        Source without = source(null);

        Event thin = thin(without, "store/order/created", "{\"id\":5}", "stores/abc123");

        assertThat(Objects.requireNonNull(without.completing()).questions(thin)).isEmpty();
        assertThat(Requests.items(without.read(request("store/subscriber/created", "{\"id\":5}", "stores/abc123"))))
                .containsExactly(new Item.Ignored("store/subscriber/created"));
    }

    @Test
    void a_cart_tells_its_worth_its_lines_and_the_way_back() {
        Event thin = thin("store/cart/abandoned", "{\"id\":\"c-1\",\"token\":\"1eed\"}", "stores/abc123");

        Event whole = completed(thin, """
            {"data": {"id": "c-1", "customer_id": 90071992547409931, "email": " Jo@SHOP.example", "currency": {"code": "eur"},
              "base_amount": 140.00, "discount_amount": 10.1, "cart_amount": 129.90, "locale": "de", "channel_id": 1,
              "coupons": [{"code": "SPRING", "id": 1}],
              "line_items": {
                "physical_items": [{"product_id": 77, "variant_id": 0, "sku": "L-1", "name": "Lamp", "quantity": 2,
                  "list_price": 70.00, "sale_price": 64.95, "url": "https://shop.example/lamp"}],
                "gift_certificates": [{"name": "Gift", "amount": 5, "quantity": 1}]},
              "redirect_urls": {"cart_url": "https://shop.example/cart", "checkout_url": "https://shop.example/co"}},
             "meta": {}}
            """);

        assertThat(whole.id()).isEqualTo(thin.id());
        assertThat(whole.occurredAt()).isEqualTo(thin.occurredAt());
        assertThat(whole.receivedAt()).isEqualTo(RECEIVED);
        assertThat(whole.customer().customerId()).isEqualTo("90071992547409931");
        assertThat(whole.customer().email()).isEqualTo("Jo@shop.example");
        assertThat(whole.properties())
                .containsEntry("cart_token", "c-1")
                .containsEntry("recovery_token", "1eed")
                .containsEntry("value", new BigDecimal("129.90"))
                .containsEntry("currency", "EUR")
                .containsEntry("subtotal", new BigDecimal("140.00"))
                .containsEntry("discount", new BigDecimal("10.1"))
                .containsEntry("coupon", "SPRING")
                .containsEntry("url", "https://shop.example/co")
                .containsEntry(
                        "products",
                        List.of(
                                Map.of(
                                        "product_id", "77",
                                        "sku", "L-1",
                                        "name", "Lamp",
                                        "price", new BigDecimal("64.95"),
                                        "quantity", 2L,
                                        "url", "https://shop.example/lamp"),
                                Map.of("name", "Gift", "price", new BigDecimal("5"), "quantity", 1L)));
        assertThat(whole.context()).containsEntry("topic", "store/cart/abandoned");
    }

    @Test
    void a_refund_tells_what_went_back_this_time() {
        Event thin = thin("store/order/refund/created", "{\"id\":250,\"refund\":{\"refund_id\":3}}", "stores/abc123");
        String order = "{\"id\":250,\"customer_id\":0,\"total_inc_tax\":\"100.00\",\"refunded_amount\":\"30.00\","
                + "\"currency_code\":\"EUR\",\"billing_address\":{\"email\":\"jo@shop.example\"}}";

        Event listed = completed(
                thin, order, null, "{\"data\":[{\"id\":2,\"total_amount\":20},{\"id\":3,\"total_amount\":10.00}]}");
        Event unlisted = completed(thin, order, null, "{\"data\":[]}");

        assertThat(listed.properties()).containsEntry("value", new BigDecimal("10.00"));
        assertThat(unlisted.properties()).containsEntry("value", new BigDecimal("30.00"));
        assertThat(listed.customer().customerId()).isNull();
        assertThat(listed.properties()).doesNotContainKey("products");
    }

    @Test
    void a_customer_tells_who_they_are() {
        Event whole = completed(thin("store/customer/created", "{\"id\":32}", "stores/abc123"), """
            {"data": [{"id": 32, "email": "jo@shop.example", "first_name": "Jo", "last_name": "Doe", "phone": "030 901820",
              "addresses": [{"city": "Berlin", "country_code": "DE", "postal_code": "10117"}]}], "meta": {}}
            """);

        assertThat(whole.customer().email()).isEqualTo("jo@shop.example");
        assertThat(whole.customer().phone()).isEqualTo("+4930901820");
        assertThat(whole.properties()).containsEntry("first_name", "Jo").containsEntry("country", "DE");
        assertThat(whole.consents()).isEmpty();
    }

    @Test
    void a_subscriber_has_agreed_when_they_subscribed() {
        Event whole = completed(
                thin("store/subscriber/updated", "{\"id\":5}", "stores/abc123"),
                "{\"data\":{\"id\":5,\"email\":\"jo@shop.example\",\"date_created\":\"2026-01-02T03:04:05Z\"}}");

        assertThat(whole.type()).isEqualTo("consent_updated");
        assertThat(whole.consents())
                .containsExactly(
                        new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, Instant.parse("2026-01-02T03:04:05Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "store/cart/created | {\"id\":\"c-1\"} | {\"data\":{}}",
                "store/cart/created | {\"id\":\"c-1\"} | []",
                "store/cart/created | {\"id\":\"c-1\"} | {\"data\":{\"id\":\"c-2\"}}",
                "store/order/created | {\"id\":5} | {\"id\":6}",
                "store/subscriber/created | {\"id\":5} | {\"data\":{\"id\":6,\"email\":\"al@shop.example\"}}",
                "store/order/created | {\"id\":5} | {\"title\":\"x\"}",
                "store/customer/created | {\"id\":32} | {\"data\":[{\"id\":33,\"email\":\"al@shop.example\"}]}",
                "store/customer/created | {\"id\":32} | {\"data\":[]}"
            })
    void another_answer_than_was_asked_for_completes_nothing(String scope, String data, String answer) {
        assertThat(completing.complete(thin(scope, data, "stores/abc123"), values(answer, "[]")))
                .isInstanceOf(Item.Rejected.class);
    }

    private Event completed(Event thin, @Nullable String... answers) {
        return ((Item.Valid) completing.complete(thin, values(answers))).event();
    }

    private static List<@Nullable Object> values(@Nullable String... answers) {
        JsonReader reader = new JsonReader(JsonLimits.DEFAULT);
        return Stream.of(answers)
                .<@Nullable Object>map(answer -> answer == null
                        ? null
                        : ((JsonResult.Read) reader.read(answer.getBytes(StandardCharsets.UTF_8))).value())
                .toList();
    }

    private Event thin(String scope, String data, String producer) {
        return thin(source, scope, data, producer);
    }

    private static Event thin(Source source, String scope, String data, String producer) {
        return Requests.event(source.read(request(scope, data, producer)));
    }

    private static Request request(String scope, String data, String producer) {
        String body = "{\"scope\":\"" + scope + "\",\"producer\":\"" + producer
                + "\",\"hash\":\"h\",\"created_at\":1795482123,\"data\":" + data + "}";
        return new Request(
                Headers.of(Map.of()), body.getBytes(StandardCharsets.UTF_8), new Arrival(RECEIVED, null, ""));
    }

    private static Source source(SourceSettings.BigCommerce.@Nullable Api api) {
        Prepared prepared = Sources.prepare(new SourceSettings.BigCommerce(
                Entry.of("big"), List.of(new Secret("client")), SourceSettings.DEFAULT_TOLERANCE, api));
        return ((Prepared.Ready) prepared).perEventLoop().apply(new FakeTools());
    }
}
