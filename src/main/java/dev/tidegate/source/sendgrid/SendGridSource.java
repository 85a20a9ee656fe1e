package dev.tidegate.source.sendgrid;

import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.source.Signer;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.engagement.Report;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.PublicKeySignature;
import dev.tidegate.source.signature.PublicKeys;
import dev.tidegate.source.signature.SignedTime;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SendGrid's Event Webhook, signed by ECDSA over the time and the raw body; a body is a list of events. */
public final class SendGridSource implements Source {
    static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";
    static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";

    static final String ALGORITHM = "SHA256withECDSA";
    private static final int KEY_BITS = 256;

    /** SendGrid posts what fits into 768 KiB. */
    private static final int MOST_EVENTS = 10_000;

    private final SourceSettings.Entry entry;
    private final Duration tolerance;
    private final PublicKeySignature signature;

    private SendGridSource(SourceSettings.SendGridEvents settings, PublicKey key) {
        this.entry = settings.entry();
        this.tolerance = settings.tolerance();
        this.signature = new PublicKeySignature(ALGORITHM, key);
    }

    /** Looks at the key. */
    public static Prepared prepare(SourceSettings.SendGridEvents settings) {
        PublicKey key = PublicKeys.read("EC", settings.publicKey());
        if (!(key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == KEY_BITS)) {
            return Prepared.Faulty.of(
                    "public_key", "is no public key of the curve P-256; allowed: base64 as SendGrid shows it, or PEM");
        }
        return Prepared.Ready.of(
                settings.entry().name(),
                () -> new SendGridSource(settings, ec),
                Signer.needingKey(
                        "only SendGrid has the private key; with a key pair of your own, give its private half by"
                                + " --key",
                        SendGridSigner::new));
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Proof prove(Request request) {
        List<String> signatures = request.headers().all(SIGNATURE);
        List<String> timestamps = request.headers().all(TIMESTAMP);
        if (signatures.isEmpty() || signatures.getFirst().isBlank()) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        if (signatures.size() > 1 || timestamps.size() > 1) {
            return new Proof.Refused(Refusal.HEADER_REPEATED);
        }
        Instant signedAt = timestamps.isEmpty() ? null : SignedTime.seconds(timestamps.getFirst());
        if (signedAt == null) {
            return new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE);
        }
        byte[] given = Encodings.base64(signatures.getFirst());
        byte[] head = timestamps.getFirst().getBytes(StandardCharsets.UTF_8);
        if (given == null || !signature.verify(given, head, request.body())) {
            return new Proof.Refused(Refusal.SIGNATURE_WRONG);
        }
        return SignedTime.within(tolerance, signedAt, request.arrival().at());
    }

    @Override
    public Reading read(Request request) {
        return switch (request.json()) {
            case JsonResult.Read(List<?> batch)
            when !batch.isEmpty() && batch.size() <= MOST_EVENTS -> new Reading.Events(items(batch, request), true);
            case JsonResult.Read ignored ->
                new Reading.Unreadable("the body is no JSON list of 1 to " + MOST_EVENTS + " events");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private List<Item> items(List<?> batch, Request request) {
        Provenance provenance =
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at());
        List<Item> items = new ArrayList<>(batch.size());
        for (Object event : batch) {
            items.add(
                    event instanceof Map<?, ?>
                            ? SendGridEvent.read(Fields.of(event), provenance)
                            : Report.unreadable());
        }
        return items;
    }
}
