package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.json.EventCodec;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.standard.Amounts;
import dev.tidegate.source.standard.Emails;
import dev.tidegate.source.standard.Fields;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Shopify's documented bodies and the anonymised real ones: type, identifiers and amounts are those of the file. */
class ShopifyFixturesTest {
    private static final Pattern DOCUMENTED_NAME = Pattern.compile("(.+)_([a-z]+)\\.2026-04\\.json");
    private static final Pattern ANONYMISED_NAME = Pattern.compile("\\d{4}-\\d\\d_(.+)_\\d+\\.json");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("carts/create", "cart_updated"),
            Map.entry("carts/update", "cart_updated"),
            Map.entry("checkouts/create", "checkout_started"),
            Map.entry("checkouts/update", "checkout_updated"),
            Map.entry("orders/create", "order_completed"),
            Map.entry("orders/paid", "order_paid"),
            Map.entry("orders/cancelled", "order_cancelled"),
            Map.entry("orders/fulfilled", "order_fulfilled"),
            Map.entry("refunds/create", "order_refunded"),
            Map.entry("customers/create", "customer_created"),
            Map.entry("customers/update", "customer_updated"),
            Map.entry("customers/data_request", "privacy_data_requested"),
            Map.entry("customers/redact", "privacy_erasure_requested"),
            Map.entry("shop/redact", "privacy_shop_erasure_requested"),
            Map.entry("app/uninstalled", "app_uninstalled"),
            Map.entry("customers_email_marketing_consent/update", "consent_updated"),
            Map.entry("customers_marketing_consent/update", "consent_updated"));

    private final Prepared.Ready shop =
            Requests.ready(new SourceSettings.Shopify(Entry.of("shop"), List.of(new Secret("hush"))));

    @Test
    void documented_bodies() {
        List<Path> files = Fixtures.files("payloads/shopify");
        files.forEach(file -> check(file, documentedTopic(file.getFileName().toString())));
        Fixtures.ran("payloads/shopify", files.size());
    }

    @Test
    void anonymised_bodies_under_each_topic_of_their_kind() {
        List<Path> files = Fixtures.files("payloads/shopify/anonymised");
        for (Path file : files) {
            String kind = match(ANONYMISED_NAME, file.getFileName().toString()).group(1);
            Stream.of("create", "update", "paid", "cancelled", "fulfilled")
                    .forEach(verb -> check(file, kind + "/" + verb));
        }
        Fixtures.ran("payloads/shopify/anonymised", files.size());
    }

    private void check(Path file, String topic) {
        byte[] body = Fixtures.bytes(file);
        Request request = Requests.signed(shop, body, topic);
        Source source = shop.perEventLoop().apply(Requests.NO_TOOLS);
        assertThat(source.prove(request)).isEqualTo(Proof.PROVEN);
        Item item = Requests.items(source.read(request)).getFirst();
        Fields sent = Fixtures.json(body);
        String expectedType = TYPES.get(topic);
        if (expectedType == null) {
            assertThat(item).as(file + " " + topic).isEqualTo(new Item.Ignored(topic));
        } else {
            Event event = Requests.event(item);
            assertThat(event.type()).as(file + " " + topic).isEqualTo(expectedType);
            checkIdentifiers(event, sent, file + " " + topic);
            checkAmounts(event, sent, file + " " + topic);
            byte[] stored = EventCodec.encode(event).bytes();
            assertThat(EventCodec.encode(EventCodec.decode(stored)).bytes()).isEqualTo(stored);
        }
    }

    private static void checkIdentifiers(Event event, Fields sent, String what) {
        boolean aboutCustomer =
                !event.type().startsWith("privacy_") && !event.type().equals("app_uninstalled");
        String email = aboutCustomer ? expectedEmail(sent) : null;
        assertThat(event.customer().email()).as(what).isEqualTo(email == null ? null : Emails.standardise(email));
        String customer = sent.object("customer").id("id");
        switch (event.type()) {
            case "checkout_started", "checkout_updated" -> {
                assertThat(event.customer().customerId()).as(what).isEqualTo(customer);
                assertThat(event.properties()).as(what).containsEntry("checkout_token", sent.get("token"));
                assertThat(event.properties().get("cart_token")).as(what).isEqualTo(sent.get("cart_token"));
            }
            case "privacy_data_requested", "privacy_erasure_requested" ->
                assertThat(event.properties()).containsEntry("customer_id", customer);
            case "privacy_shop_erasure_requested", "app_uninstalled" ->
                assertThat(event.properties()).containsKey("shop_id");
            case "cart_updated" -> assertThat(event.properties()).containsEntry("cart_token", sent.get("token"));
            case "order_refunded" -> assertThat(event.properties()).containsEntry("order_id", sent.id("order_id"));
            case "customer_created", "customer_updated" ->
                assertThat(event.customer().customerId()).isEqualTo(sent.id("id"));
            case "consent_updated" ->
                assertThat(event.customer().customerId())
                        .isEqualTo(sent.has("customer_id") ? sent.id("customer_id") : sent.id("id"));
            default -> {
                assertThat(event.customer().customerId()).as(what).isEqualTo(customer);
                assertThat(event.properties().get("order_id")).as(what).isEqualTo(sent.id("id"));
                assertThat(event.properties().get("checkout_token")).as(what).isEqualTo(sent.get("checkout_token"));
            }
        }
    }

    private static void checkAmounts(Event event, Fields sent, String what) {
        if (sent.has("total_price")) {
            assertThat(event.properties().get("value")).as(what).isEqualTo(Amounts.read(sent.get("total_price")));
        }
        List<BigDecimal> expected = new ArrayList<>();
        List<Fields> lines = new ArrayList<>(sent.objects("line_items"));
        sent.objects("refund_line_items").forEach(line -> lines.add(line.object("line_item")));
        lines.forEach(line -> expected.add(Amounts.read(line.get("price"))));
        List<BigDecimal> actual = Fields.of(event.properties()).objects("products").stream()
                .map(product -> (BigDecimal) product.get("price"))
                .toList();
        assertThat(actual).as(what).containsExactlyElementsOf(expected);
    }

    private static @Nullable String expectedEmail(Fields sent) {
        return Stream.of(
                        sent.text("email"),
                        sent.text("contact_email"),
                        sent.object("customer").text("email"),
                        sent.text("email_address"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String documentedTopic(String fileName) {
        Matcher name = match(DOCUMENTED_NAME, fileName);
        return fileName.startsWith("customers_data_request")
                ? "customers/data_request"
                : name.group(1) + "/" + name.group(2);
    }

    private static Matcher match(Pattern pattern, String name) {
        Matcher matcher = pattern.matcher(name);
        assertThat(matcher.matches()).as(name).isTrue();
        return matcher;
    }
}
