package dev.tidegate.source.cloudevents;

import dev.tidegate.source.Signer;
import dev.tidegate.source.signature.AuthenticatedSigner;
import java.util.HashMap;
import java.util.Map;

/** Sends a structured event, or a batch if the body is a list. */
final class CloudEventsSigner implements Signer {
    private final AuthenticatedSigner signer;

    CloudEventsSigner(AuthenticatedSigner signer) {
        this.signer = signer;
    }

    @Override
    public Map<String, String> sign(byte[] body, Delivery delivery) {
        Map<String, String> headers = new HashMap<>(signer.sign(body, delivery));
        headers.put("Content-Type", isList(body) ? CloudEventsSource.BATCHED : CloudEventsSource.STRUCTURED);
        return headers;
    }

    @Override
    public String path() {
        return signer.path();
    }

    private static boolean isList(byte[] body) {
        for (byte b : body) {
            if (!Character.isWhitespace(b)) {
                return b == '[';
            }
        }
        return false;
    }
}
