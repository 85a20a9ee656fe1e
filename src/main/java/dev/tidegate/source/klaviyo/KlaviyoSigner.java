package dev.tidegate.source.klaviyo;

import dev.tidegate.domain.Secret;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends as Klaviyo does; the body tells the time of sending and which webhook it is. */
final class KlaviyoSigner implements Signer {
    private static final String WEBHOOK = "tidegate-send";

    private final Secret secret;

    KlaviyoSigner(Secret secret) {
        this.secret = secret;
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        String timestamp = delivery.at().toString();
        byte[] digest = Hmac.ofTexts(KlaviyoSource.ALGORITHM, List.of(secret))
                .sign(body, timestamp.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "Content-Type",
                "application/json",
                KlaviyoSource.TIMESTAMP,
                timestamp,
                KlaviyoSource.WEBHOOK_ID,
                WEBHOOK,
                KlaviyoSource.SIGNATURE,
                Encodings.toHex(digest));
    }

    /** What is no JSON object is sent as it is. */
    @Override
    public byte[] bodyOf(byte[] payload, Delivery delivery) {
        if (!(new JsonReader(JsonLimits.DEFAULT).read(payload) instanceof JsonResult.Read(Map<?, ?> fields))) {
            return payload;
        }
        Map<Object, Object> sent = new LinkedHashMap<>(fields);
        sent.put("meta", Map.of("timestamp", delivery.at().toString(), "klaviyo_webhook_id", WEBHOOK));
        return JsonWriter.bytesOf(sent);
    }
}
