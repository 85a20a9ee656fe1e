package dev.tidegate.source.stripe;

import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.Hmac;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Webhooks from Stripe, which tell what was paid, and never that an order is complete: that is the storefront's to say. */
public final class StripeSource implements Source {
    static final String SIGNATURE = "Stripe-Signature";

    private final SourceSettings.Entry entry;
    private final Duration tolerance;
    private final Hmac hmac;

    private StripeSource(SourceSettings.Stripe settings) {
        this.entry = settings.entry();
        this.tolerance = settings.tolerance();
        this.hmac = Hmac.ofTexts("HmacSHA256", settings.secrets());
    }

    public static Prepared prepare(SourceSettings.Stripe settings) {
        return Prepared.signed(
                settings.entry().name(), settings.secrets(), tools -> new StripeSource(settings), StripeSigner::new);
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Proof prove(Request request) {
        List<String> headers = request.headers().all(SIGNATURE);
        if (headers.isEmpty() || headers.getFirst().isBlank()) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        if (headers.size() > 1) {
            return new Proof.Refused(Refusal.HEADER_REPEATED);
        }
        StripeSignature signature = StripeSignature.read(headers.getFirst());
        if (signature == null) {
            return new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE);
        }
        byte[] head = (signature.timestamp() + '.').getBytes(StandardCharsets.UTF_8);
        if (!hmac.verifyAny(signature.digests(), head, request.body())) {
            return new Proof.Refused(Refusal.SIGNATURE_WRONG);
        }
        Duration away = Duration.between(signature.at(), request.arrival().at()).abs();
        return away.compareTo(tolerance) > 0 ? new Proof.Refused(Refusal.TIMESTAMP_OUTSIDE_TOLERANCE) : Proof.PROVEN;
    }

    @Override
    public Reading read(Request request) {
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> body) -> reading(Fields.of(body), request);
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Reading reading(Fields body, Request request) {
        String topic = body.text("type");
        String id = body.id("id");
        if (topic == null || id == null) {
            return new Reading.Unreadable("the body is no event of Stripe: type or id is missing");
        }
        Fields object = body.object("data").object("object");
        StripeTopic what = StripeTopic.of(topic, object);
        if (what == null) {
            return Reading.Events.of(new Item.Ignored(topic));
        }
        EventDraft draft = EventDraft.sparing(
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at()));
        draft.type(what.type());
        draft.sourceId(id);
        draft.occurredAt(body.get("created"));
        switch (what.shape()) {
            case SESSION -> StripeSession.read(object, draft);
            case CHARGE -> StripeCharge.read(object, body.object("data").object("previous_attributes"), draft);
            case CUSTOMER -> StripeCustomer.read(object, draft);
        }
        if (Boolean.FALSE.equals(body.get("livemode"))) {
            draft.property("test", true);
        }
        draft.context("topic", topic);
        draft.context("api_version", body.text("api_version"));
        draft.context("account", body.text("account"));
        return Reading.Events.of(draft.finish());
    }
}
