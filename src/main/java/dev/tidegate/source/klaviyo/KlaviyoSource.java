package dev.tidegate.source.klaviyo;

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
import dev.tidegate.source.engagement.Report;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.Hmac;
import dev.tidegate.source.signature.SignedTime;
import dev.tidegate.source.standard.Dates;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Klaviyo's system webhooks, signed over the body and the time header as it is written.
 *
 * <p>That header has been seen hours away from the time of sending, so that the age is judged by {@code meta.timestamp},
 * which is part of the signed body. The header that names the webhook is not signed and has to say what the body says.
 */
public final class KlaviyoSource implements Source {
    static final String SIGNATURE = "Klaviyo-Signature";
    static final String TIMESTAMP = "Klaviyo-Timestamp";
    static final String WEBHOOK_ID = "Klaviyo-Webhook-Id";
    static final String ALGORITHM = "HmacSHA256";

    private static final int LONGEST_TIMESTAMP = 64;
    private static final int MOST_EVENTS = 1_000;

    private final SourceSettings.Entry entry;
    private final Duration tolerance;
    private final Hmac hmac;

    private KlaviyoSource(SourceSettings.Klaviyo settings) {
        this.entry = settings.entry();
        this.tolerance = settings.tolerance();
        this.hmac = Hmac.ofTexts(ALGORITHM, settings.secrets());
    }

    public static Prepared prepare(SourceSettings.Klaviyo settings) {
        return Prepared.signed(
                settings.entry().name(), settings.secrets(), tools -> new KlaviyoSource(settings), KlaviyoSigner::new);
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Proof prove(Request request) {
        Headers headers = request.headers();
        List<String> signatures = headers.all(SIGNATURE);
        if (signatures.isEmpty() || signatures.getFirst().isBlank()) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        if (signatures.size() > 1
                || headers.all(TIMESTAMP).size() > 1
                || headers.all(WEBHOOK_ID).size() > 1) {
            return new Proof.Refused(Refusal.HEADER_REPEATED);
        }
        String timestamp = headers.first(TIMESTAMP);
        if (timestamp == null || timestamp.length() > LONGEST_TIMESTAMP) {
            return new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE);
        }
        byte[] given = Encodings.hex(signatures.getFirst());
        if (given == null || !hmac.verify(given, request.body(), timestamp.getBytes(StandardCharsets.UTF_8))) {
            return new Proof.Refused(Refusal.SIGNATURE_WRONG);
        }
        return meta(request);
    }

    /**
     * What the signed body says about itself. A body that is no JSON is genuine none the less; that it says nothing is found
     * on reading.
     */
    private Proof meta(Request request) {
        if (!(request.json() instanceof JsonResult.Read(Map<?, ?> body))) {
            return Proof.PROVEN;
        }
        Fields meta = Fields.of(body).object("meta");
        String webhook = request.headers().first(WEBHOOK_ID);
        if (webhook == null || !webhook.equals(meta.text("klaviyo_webhook_id"))) {
            return new Proof.Refused(Refusal.ID_UNUSABLE);
        }
        Object sent = meta.get("timestamp");
        Instant sentAt = sent == null ? null : Dates.read(sent);
        return sentAt == null
                ? new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE)
                : SignedTime.within(tolerance, sentAt, request.arrival().at());
    }

    @Override
    public Reading read(Request request) {
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> body) -> batch(Fields.of(body).list("data"), request);
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Reading batch(List<?> events, Request request) {
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            return new Reading.Unreadable("data is no list of 1 to " + MOST_EVENTS + " events");
        }
        Provenance provenance =
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at());
        List<Item> items = new ArrayList<>(events.size());
        for (Object event : events) {
            items.add(
                    event instanceof Map<?, ?> ? KlaviyoEvent.read(Fields.of(event), provenance) : Report.unreadable());
        }
        return new Reading.Events(items, true);
    }
}
