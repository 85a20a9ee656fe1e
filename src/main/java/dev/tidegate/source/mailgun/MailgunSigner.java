package dev.tidegate.source.mailgun;

import dev.tidegate.domain.Digests;
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

/** Puts the signature into the body as Mailgun does, in the place of any that stands there. */
final class MailgunSigner implements Signer {
    private static final int TOKEN_LENGTH = 32;

    private final Secret secret;

    MailgunSigner(Secret secret) {
        this.secret = secret;
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        return Map.of("Content-Type", "application/json");
    }

    /** What is no JSON object is sent as it is. */
    @Override
    public byte[] bodyOf(byte[] payload, Delivery delivery) {
        if (!(new JsonReader(JsonLimits.DEFAULT).read(payload) instanceof JsonResult.Read(Map<?, ?> fields))) {
            return payload;
        }
        String timestamp = Long.toString(delivery.at().getEpochSecond());
        // a new event needs a token of its own, as one is good for one body
        byte[] origin = (delivery.id() + Digests.of(new String(payload, StandardCharsets.ISO_8859_1)))
                .getBytes(StandardCharsets.UTF_8);
        String token = Encodings.toHex(Digests.sha256().digest(origin)).substring(0, TOKEN_LENGTH);
        byte[] digest = Hmac.ofTexts(MailgunSource.ALGORITHM, List.of(secret))
                .sign((timestamp + token).getBytes(StandardCharsets.UTF_8));
        Map<Object, Object> signed = new LinkedHashMap<>(fields);
        signed.put("signature", Map.of("timestamp", timestamp, "token", token, "signature", Encodings.toHex(digest)));
        return JsonWriter.bytesOf(signed);
    }
}
