package dev.tidegate.source.woocommerce;

import dev.tidegate.domain.Digests;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Authentication.Encoding;
import dev.tidegate.source.Greeting;
import dev.tidegate.source.Headers;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.Authenticator;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Webhooks from WooCommerce. It tries a delivery once, and stops for good after five that fail in a row.
 *
 * <p>Each delivery has an id of its own, also one that an operator repeats, so that the events' ids are made of what they tell.
 */
public final class WooCommerceSource implements Source {
    static final String TOPIC = "X-WC-Webhook-Topic";
    static final String DELIVERY = "X-WC-Webhook-Delivery-ID";
    static final String SIGNATURE = "X-WC-Webhook-Signature";

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PING = "webhook_id=";
    private static final int LONGEST_PING = 40;

    /** It turns a webhook on only if it hears this one. */
    private static final Reading HELLO = new Reading.Greeted(Greeting.of(200));

    private final SourceSettings.Entry entry;
    private final Authenticator authenticator;

    private WooCommerceSource(SourceSettings.WooCommerce settings) {
        this.entry = settings.entry();
        this.authenticator = Authenticator.ofHmacSha256(settings.secrets(), SIGNATURE, Encoding.BASE64, "");
    }

    public static Prepared prepare(SourceSettings.WooCommerce settings) {
        return Prepared.signed(
                settings.entry().name(),
                settings.secrets(),
                tools -> new WooCommerceSource(settings),
                WooCommerceSigner::new);
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Set<String> contentTypes() {
        return Set.of("application/json", FORM);
    }

    @Override
    public Proof prove(Request request) {
        return isPing(request) ? Proof.PROVEN : authenticator.prove(request);
    }

    @Override
    public Reading read(Request request) {
        if (isPing(request)) {
            return HELLO;
        }
        String name = request.headers().first(TOPIC);
        if (name == null || name.isBlank()) {
            return new Reading.Unreadable("the header " + TOPIC + " is missing");
        }
        WooCommerceTopic topic = WooCommerceTopic.named(name);
        if (topic == null) {
            return Reading.Events.of(new Item.Ignored(name));
        }
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> body) -> new Reading.Events(items(topic, Fields.of(body), request), false);
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private List<Item> items(WooCommerceTopic topic, Fields body, Request request) {
        return switch (topic) {
            case ORDER_CREATED -> orders(WooCommerceMoment.ofNew(body), body, request);
            case ORDER_UPDATED, ORDER_RESTORED -> orders(WooCommerceMoment.ofChanged(body, memory()), body, request);
            case ORDER_DELETED -> {
                EventDraft draft = draft(request, "order_deleted", id(body, request, "order", "deleted"));
                draft.property("order_id", body.id("id"));
                yield List.of(finish(draft, request));
            }
            case CUSTOMER_CREATED -> customer("customer_created", "created", body, request);
            case CUSTOMER_UPDATED -> {
                String when = body.text("date_modified_gmt");
                yield customer("customer_updated", "updated/" + (when == null ? hash(request) : when), body, request);
            }
            case CUSTOMER_DELETED -> customer("customer_deleted", "deleted", body, request);
            case ADDED_TO_CART -> {
                String delivery = request.headers().first(DELIVERY);
                EventDraft draft =
                        draft(request, "product_added", "added/" + (delivery == null ? hash(request) : delivery));
                draft.property("cart_item_key", body.id("arg"));
                yield List.of(finish(draft, request));
            }
        };
    }

    private List<Item> orders(List<WooCommerceMoment> moments, Fields body, Request request) {
        List<Item> items = new ArrayList<>(1);
        for (WooCommerceMoment moment : moments) {
            EventDraft draft = draft(request, moment.type(), id(body, request, "order", moment.key(body)));
            new WooCommerceOrder(body).read(moment, draft);
            items.add(finish(draft, request));
        }
        return items;
    }

    private List<Item> customer(String type, String key, Fields body, Request request) {
        EventDraft draft = draft(request, type, id(body, request, "customer", key));
        draft.occurredAt(
                type.equals("customer_created")
                        ? body.get("date_created_gmt")
                        : body.firstOf("date_modified_gmt", "date_created_gmt"));
        WooCommerceCustomer.read(body, draft);
        return List.of(finish(draft, request));
    }

    private EventDraft draft(Request request, String type, String id) {
        EventDraft draft = EventDraft.sparing(
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at()));
        draft.type(type);
        draft.sourceId(id);
        return draft;
    }

    private static Item finish(EventDraft draft, Request request) {
        draft.context("shop_domain", request.headers().first("X-WC-Webhook-Source"));
        return draft.finish();
    }

    /** What the event tells, and of which thing; a body that names no thing stands for itself. */
    private static String id(Fields body, Request request, String kind, String key) {
        String id = body.id("id");
        return kind + "/" + (id == null ? hash(request) : id) + "/" + key;
    }

    private static String hash(Request request) {
        return Digests.base64Url(Digests.sha256().digest(request.body()), 16);
    }

    private Duration memory() {
        return Objects.requireNonNullElse(entry.dedupWindow(), Duration.ofDays(1));
    }

    /** The unsigned form that a new webhook is tried with: {@code webhook_id=5}. */
    private static boolean isPing(Request request) {
        byte[] body = request.body();
        if (!isForm(request.headers()) || body.length <= PING.length() || body.length > LONGEST_PING) {
            return false;
        }
        String text = new String(body, StandardCharsets.US_ASCII);
        return text.startsWith(PING) && text.chars().skip(PING.length()).allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isForm(Headers headers) {
        String type = headers.first("Content-Type");
        return type != null && type.regionMatches(true, 0, FORM, 0, FORM.length());
    }
}
