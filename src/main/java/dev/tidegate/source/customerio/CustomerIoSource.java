package dev.tidegate.source.customerio;

import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Answers;
import dev.tidegate.source.Headers;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.Hmac;
import dev.tidegate.source.signature.SignedTime;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Customer.io's reporting webhooks, signed over {@code v0:time:body}. */
public final class CustomerIoSource implements Source {
    static final String SIGNATURE = "X-CIO-Signature";
    static final String TIMESTAMP = "X-CIO-Timestamp";
    static final String ALGORITHM = "HmacSHA256";

    /**
     * Whatever is not a success holds up all events behind it, for up to seven days. An event that can never be taken is
     * therefore answered with 200, and counted as invalid.
     */
    private static final Answers ANSWERS = new Answers(200, null, 401, 200, 200, 503);

    private final SourceSettings.Entry entry;
    private final Duration tolerance;
    private final Hmac hmac;

    private CustomerIoSource(SourceSettings.CustomerIo settings) {
        this.entry = settings.entry();
        this.tolerance = settings.tolerance();
        this.hmac = Hmac.ofTexts(ALGORITHM, settings.secrets());
    }

    public static Prepared prepare(SourceSettings.CustomerIo settings) {
        if (settings.secrets().isEmpty()) {
            return Prepared.Faulty.of("secrets", "at least one is needed");
        }
        return Prepared.Ready.of(settings.entry().name(), () -> new CustomerIoSource(settings), (body, delivery) -> {
            String timestamp = Long.toString(delivery.at().getEpochSecond());
            byte[] digest = Hmac.ofTexts(ALGORITHM, settings.secrets()).sign(head(timestamp), body);
            return Map.of("Content-Type", "application/json", TIMESTAMP, timestamp, SIGNATURE, Encodings.toHex(digest));
        });
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Answers answers() {
        return ANSWERS;
    }

    @Override
    public Proof prove(Request request) {
        Headers headers = request.headers();
        List<String> signatures = headers.all(SIGNATURE);
        if (signatures.isEmpty() || signatures.getFirst().isBlank()) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        if (signatures.size() > 1 || headers.all(TIMESTAMP).size() > 1) {
            return new Proof.Refused(Refusal.HEADER_REPEATED);
        }
        String timestamp = headers.first(TIMESTAMP);
        Instant signedAt = SignedTime.seconds(timestamp);
        if (timestamp == null || signedAt == null) {
            return new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE);
        }
        byte[] given = Encodings.hex(signatures.getFirst());
        if (given == null || !hmac.verify(given, head(timestamp), request.body())) {
            return new Proof.Refused(Refusal.SIGNATURE_WRONG);
        }
        return SignedTime.within(tolerance, signedAt, request.arrival().at());
    }

    private static byte[] head(String timestamp) {
        return ("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Reading read(Request request) {
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> body) ->
                Reading.Events.of(CustomerIoEvent.read(
                        Fields.of(body),
                        new Provenance(
                                entry.name(), entry.idSpace(), request.arrival().at())));
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }
}
