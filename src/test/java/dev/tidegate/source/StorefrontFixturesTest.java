package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.json.EventCodec;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.standard.Amounts;
import dev.tidegate.source.standard.Fields;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The documented bodies of WooCommerce, Stripe, BigCommerce and GitHub: type, identifiers and amounts are the file's. */
class StorefrontFixturesTest {
    private static final List<Secret> SECRETS = List.of(new Secret("hush"));
    private static final Map<String, String> STRIPE = Map.of(
            "checkout.session.completed", "order_paid",
            "charge.refunded", "order_refunded",
            "customer.created", "customer_created");
    private static final Map<String, String> BIGCOMMERCE = Map.ofEntries(
            Map.entry("store/cart/abandoned", "cart_abandoned"),
            Map.entry("store/cart/converted", "cart_converted"),
            Map.entry("store/cart/created", "cart_updated"),
            Map.entry("store/cart/deleted", "cart_deleted"),
            Map.entry("store/cart/lineItem/deleted", "cart_updated"),
            Map.entry("store/cart/lineItem/updated", "cart_updated"),
            Map.entry("store/customer/address/created", "customer_updated"),
            Map.entry("store/customer/address/deleted", "customer_updated"),
            Map.entry("store/customer/created", "customer_created"),
            Map.entry("store/customer/deleted", "customer_deleted"),
            Map.entry("store/customer/updated", "customer_updated"),
            Map.entry("store/order/refund/created", "order_refunded"),
            Map.entry("store/order/updated", "order_updated"));

    @Test
    void woocommerce() {
        Prepared.Ready woo = Requests.ready(new SourceSettings.WooCommerce(Entry.of("woo"), SECRETS));
        List<Path> files = Fixtures.files("payloads/woocommerce");
        for (Path file : files) {
            byte[] body = Fixtures.bytes(file);
            Fields sent = Fixtures.json(body);
            String kind = kind(file);
            for (String verb : List.of("created", "updated")) {
                List<Item> items = items(woo, body, kind + "." + verb);
                if (!kind.equals("order") && !kind.equals("customer")) {
                    assertThat(items).as(file.toString()).containsExactly(new Item.Ignored(kind + "." + verb));
                    continue;
                }
                for (Item item : items) {
                    Event event = stored(item);
                    boolean order = kind.equals("order");
                    assertThat(event.type()).startsWith(order ? "" : "customer_");
                    assertThat(event.customer().customerId())
                            .as(file.toString())
                            .isEqualTo(order ? idOrNull(sent) : sent.id("id"));
                    assertThat(event.customer().email())
                            .as(file.toString())
                            .isEqualTo(order ? sent.object("billing").text("email") : sent.text("email"));
                    if (order) {
                        assertThat(event.properties())
                                .as(file.toString())
                                .containsEntry("order_id", sent.id("id"))
                                .containsEntry("value", Amounts.read(sent.get("total")));
                    }
                }
            }
        }
        Fixtures.ran("payloads/woocommerce", files.size());
    }

    @Test
    void stripe() {
        Prepared.Ready stripe = Requests.ready(
                new SourceSettings.Stripe(Entry.of("payments"), SECRETS, SourceSettings.DEFAULT_TOLERANCE));
        List<Path> files = Fixtures.files("payloads/stripe");
        for (Path file : files) {
            byte[] body = asEvent(Fixtures.bytes(file));
            Fields sent = Fixtures.json(body);
            Item item = items(stripe, body, "").getFirst();
            String type = STRIPE.get(sent.text("type"));
            Fields object = sent.object("data").object("object");
            if (type == null) {
                assertThat(item).as(file.toString()).isEqualTo(new Item.Ignored(String.valueOf(sent.text("type"))));
                continue;
            }
            Event event = stored(item);
            boolean unpaid = "unpaid".equals(object.text("payment_status"));
            assertThat(event.type()).as(file.toString()).isEqualTo(unpaid ? "checkout_completed" : type);
            assertThat(event.sourceId()).isEqualTo(sent.text("id"));
            if (object.get("amount_total") instanceof Long cents) {
                assertThat(event.properties()).containsEntry("value", BigDecimal.valueOf(cents, 2));
            }
            if (object.object("customer_details").has("email")) {
                assertThat(event.customer().email())
                        .isEqualTo(object.object("customer_details").text("email"));
            }
        }
        Fixtures.ran("payloads/stripe", files.size());
    }

    @Test
    void bigcommerce() {
        Prepared.Ready big = Requests.ready(
                new SourceSettings.BigCommerce(Entry.of("big"), SECRETS, SourceSettings.DEFAULT_TOLERANCE));
        List<Path> files = Fixtures.files("payloads/bigcommerce");
        for (Path file : files) {
            byte[] body = Fixtures.bytes(file);
            Fields sent = Fixtures.json(body);
            String scope = String.valueOf(sent.text("scope"));
            Item item = items(big, body, "").getFirst();
            String type = BIGCOMMERCE.get(scope);
            if (type == null) {
                assertThat(item).as(file.toString()).isEqualTo(new Item.Ignored(scope));
            } else {
                Event event = stored(item);
                assertThat(event.type()).as(file.toString()).isEqualTo(type);
                assertThat(event.sourceId()).isEqualTo(sent.text("hash"));
                assertThat(event.occurredAt().getEpochSecond()).isEqualTo(sent.get("created_at"));
            }
        }
        Fixtures.ran("payloads/bigcommerce", files.size());
    }

    @Test
    void github() {
        Prepared.Ready code = Requests.ready(new SourceSettings.GitHub(Entry.of("code"), SECRETS));
        List<Path> files = Fixtures.files("payloads/github");
        for (Path file : files) {
            byte[] body = Fixtures.bytes(file);
            String name = file.getFileName().toString();
            String event = name.substring(0, name.indexOf('_'));
            Item item = items(code, body, event).getFirst();
            if (event.equals("ping")) {
                assertThat(item).isEqualTo(new Item.Ignored("ping"));
            } else {
                assertThat(stored(item).type()).as(name).isEqualTo(event.equals("star") ? "star_created" : event);
                assertThat(stored(item).customer().customerId())
                        .isEqualTo(Fixtures.json(body).object("sender").id("id"));
            }
        }
        Fixtures.ran("payloads/github", files.size());
    }

    private static List<Item> items(Prepared.Ready source, byte[] body, String topic) {
        Request request = Requests.signed(source, body, topic);
        Source one = source.perEventLoop().apply(Requests.NO_TOOLS);
        assertThat(one.prove(request)).isEqualTo(Proof.PROVEN);
        return Requests.items(one.read(request));
    }

    private static Event stored(Item item) {
        Event event = Requests.event(item);
        byte[] stored = EventCodec.encode(event).bytes();
        assertThat(EventCodec.encode(EventCodec.decode(stored)).bytes()).isEqualTo(stored);
        return event;
    }

    /** One file holds the object without its event. */
    static byte[] asEvent(byte[] content) {
        return Fixtures.json(content).has("type") ? content : wrapped(Fixtures.json(content));
    }

    /** An object of the current API as an event brings it. */
    private static byte[] wrapped(Fields object) {
        Map<String, Object> event = new HashMap<>();
        event.put("id", "evt_1");
        event.put("type", "checkout.session.completed");
        event.put("created", 1_795_482_123L);
        event.put("data", Map.of("object", object.plain()));
        return JsonWriter.bytesOf(event);
    }

    private static @Nullable String idOrNull(Fields order) {
        return "0".equals(order.id("customer_id")) ? null : order.id("customer_id");
    }

    private static String kind(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }
}
