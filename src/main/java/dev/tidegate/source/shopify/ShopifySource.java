package dev.tidegate.source.shopify;

import dev.tidegate.domain.Digests;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Headers;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.Hmac;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks from Shopify.
 *
 * <p>The signature has no time in it, so that an old request cannot be told from a new one; what is sent again is found by
 * its id. After a secret was changed Shopify goes on signing with the old one for up to an hour: configure both.
 */
public final class ShopifySource implements Source {
    private static final int SIGNATURE_LENGTH = 44;

    private final SourceSettings.Entry entry;
    private final Hmac hmac;

    private ShopifySource(SourceSettings.Shopify settings) {
        this.entry = settings.entry();
        this.hmac = Hmac.ofTexts("HmacSHA256", settings.secrets());
    }

    public static Prepared prepare(SourceSettings.Shopify settings) {
        return Prepared.signed(
                settings.entry().name(), settings.secrets(), tools -> new ShopifySource(settings), ShopifySigner::new);
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Proof prove(Request request) {
        List<String> signatures = ShopifyHeader.HMAC.all(request.headers());
        if (signatures.isEmpty() || signatures.getFirst().isBlank()) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        if (signatures.size() > 1) {
            return new Proof.Refused(Refusal.HEADER_REPEATED);
        }
        String text = signatures.getFirst();
        byte[] signature = text.length() == SIGNATURE_LENGTH ? Encodings.base64(text) : null;
        return hmac.verify(signature == null ? new byte[0] : signature, request.body())
                ? Proof.PROVEN
                : new Proof.Refused(Refusal.SIGNATURE_WRONG);
    }

    @Override
    public Reading read(Request request) {
        Headers headers = request.headers();
        String name = ShopifyHeader.TOPIC.first(headers);
        if (name == null) {
            return new Reading.Unreadable("the header X-Shopify-Topic is missing");
        }
        ShopifyTopic topic = ShopifyTopic.named(name);
        if (topic == null) {
            return Reading.Events.of(new Item.Ignored(name));
        }
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> body) -> Reading.Events.of(item(topic, name, Fields.of(body), request));
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Item item(ShopifyTopic topic, String topicName, Fields body, Request request) {
        Headers headers = request.headers();
        EventDraft draft = EventDraft.sparing(
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at()));
        draft.type(topic.type());
        draft.sourceId(sourceId(topicName, request));
        draft.occurredAt(firstPresent(body.firstOf(topic.timeFields()), ShopifyHeader.TRIGGERED_AT.first(headers)));
        switch (topic.shape()) {
            case CART -> ShopifyBasket.readCart(body, draft);
            case CHECKOUT -> ShopifyBasket.readCheckout(body, draft);
            case ORDER -> ShopifyOrder.read(body, draft);
            case REFUND -> ShopifyRefund.read(body, draft);
            case CUSTOMER -> ShopifyCustomer.readCustomer(body, draft);
            case CONSENT -> ShopifyCustomer.readConsent(body, draft);
            case REQUEST -> ShopifyRequest.read(body, draft);
            case SHOP -> ShopifyRequest.readShop(body, draft);
        }
        draft.context("shop_domain", ShopifyHeader.SHOP_DOMAIN.first(headers));
        draft.context("api_version", ShopifyHeader.API_VERSION.first(headers));
        draft.context("topic", topicName);
        draft.context("action_id", ShopifyHeader.EVENT_ID.first(headers));
        return draft.finish();
    }

    /**
     * The delivery's id. Where there is none, the action's: together with the topic, since one action may be told under
     * several topics, of which each is an event of its own.
     */
    private static String sourceId(String topic, Request request) {
        String delivery = ShopifyHeader.WEBHOOK_ID.first(request.headers());
        if (delivery != null) {
            return delivery;
        }
        String action = ShopifyHeader.EVENT_ID.first(request.headers());
        return topic + ":"
                + (action != null ? action : Digests.base64Url(Digests.sha256().digest(request.body()), 16));
    }

    private static @Nullable Object firstPresent(@Nullable Object first, @Nullable Object second) {
        return first != null ? first : second;
    }
}
