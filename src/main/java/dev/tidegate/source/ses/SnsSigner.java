package dev.tidegate.source.ses;

import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.PrivateKeys;
import dev.tidegate.source.standard.Fields;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs a message of SNS, which has to be there with its envelope, and dates it. Its {@code SigningCertURL} has to lead to the
 * certificate of the key.
 */
record SnsSigner(PrivateKey key) implements Signer {
    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        return Map.of("Content-Type", "text/plain; charset=UTF-8");
    }

    /** What is no envelope is sent as it is. */
    @Override
    public byte[] bodyOf(byte[] payload, Delivery delivery) {
        if (!(new JsonReader(JsonLimits.DEFAULT).read(payload) instanceof JsonResult.Read(Map<?, ?> fields))) {
            return payload;
        }
        Map<Object, Object> envelope = new LinkedHashMap<>(fields);
        envelope.put("Timestamp", delivery.at().toString());
        envelope.put("SignatureVersion", "2");
        byte[] signed = new SnsMessage(Fields.of(envelope)).signed();
        if (signed == null) {
            return payload;
        }
        byte[] signature = PrivateKeys.sign("SHA256withRSA", key, signed);
        envelope.put("Signature", Base64.getEncoder().encodeToString(signature));
        return JsonWriter.bytesOf(envelope);
    }
}
