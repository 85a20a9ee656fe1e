package dev.tidegate.source.mapped;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.Authentication;
import dev.tidegate.source.Authentication.Encoding;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.source.signature.Credential;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The configured way to prove a request, and to make one that is proven. For one event loop. */
sealed interface Authenticator {
    Proof prove(Request request);

    /** The header that proves this body. */
    Map<String, String> headers(byte[] body);

    static Authenticator of(Authentication authentication) {
        return switch (authentication) {
            case Authentication.Signature signature ->
                new Signed(
                        signature,
                        new Hmac(
                                signature.algorithm().javaName(),
                                signature.secrets().stream()
                                        .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
                                        .toList()));
            case Authentication.Basic(Secret userAndPassword) -> new Known(Credential.basic(userAndPassword.reveal()));
            case Authentication.Bearer(Secret token) -> new Known(Credential.bearer(token));
            case Authentication.Header(String name, Secret value) -> new Known(new Credential(name, "", value));
        };
    }

    /** By a keyed digest of the raw body; header, algorithm, encoding and prefix are the configuration's, never the request's. */
    record Signed(Authentication.Signature settings, Hmac hmac) implements Authenticator {
        @Override
        public Proof prove(Request request) {
            List<String> signatures = request.headers().all(settings.header());
            if (signatures.isEmpty() || signatures.getFirst().isBlank()) {
                return new Proof.Refused(Refusal.SIGNATURE_MISSING);
            }
            if (signatures.size() > 1) {
                return new Proof.Refused(Refusal.HEADER_REPEATED);
            }
            return hmac.verify(decoded(signatures.getFirst()), request.body())
                    ? Proof.PROVEN
                    : new Proof.Refused(Refusal.SIGNATURE_WRONG);
        }

        @Override
        public Map<String, String> headers(byte[] body) {
            byte[] digest = hmac.sign(body);
            String text = settings.encoding() == Encoding.HEX ? Encodings.toHex(digest) : Encodings.toBase64(digest);
            return Map.of(settings.header(), settings.prefix() + text);
        }

        private byte[] decoded(String header) {
            if (!header.startsWith(settings.prefix())) {
                return new byte[0];
            }
            String text = header.substring(settings.prefix().length());
            byte[] bytes = settings.encoding() == Encoding.HEX ? Encodings.hex(text) : Encodings.base64(text);
            return bytes == null ? new byte[0] : bytes;
        }
    }

    /** By a secret that is sent along. */
    record Known(Credential credential) implements Authenticator {
        @Override
        public Proof prove(Request request) {
            return credential.check(request.headers());
        }

        @Override
        public Map<String, String> headers(byte[] body) {
            return Map.of(credential.header(), credential.sent());
        }
    }
}
