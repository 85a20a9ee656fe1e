package dev.tidegate.source.signature;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.Authentication;
import dev.tidegate.source.Authentication.Algorithm;
import dev.tidegate.source.Authentication.Encoding;
import dev.tidegate.source.Cidr;
import dev.tidegate.source.IpAddresses;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configured way to prove a request, and to make one that is proven. For one event loop. */
public sealed interface Authenticator {
    Proof prove(Request request);

    /** The headers that prove this body. */
    Map<String, String> headers(byte[] body);

    /** The lower-case names of the headers that prove a request. */
    default Set<String> proofHeaders() {
        return headers(new byte[0]).keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** What stands behind the source's name in the path of a proven request, with its slash; empty where nothing does. */
    default String path() {
        return "";
    }

    static Authenticator of(Authentication authentication) {
        return switch (authentication) {
            case Authentication.Signature signature -> new Signed(signature, hmac(signature));
            case Authentication.Basic(Secret userAndPassword) -> new Known(Credential.basic(userAndPassword.reveal()));
            case Authentication.Bearer(Secret token) -> new Known(Credential.bearer(token));
            case Authentication.Header(String name, Secret value) -> new Known(new Credential(name, "", value));
            case Authentication.Path(Secret secret) -> new Hidden(secret);
            case Authentication.From(List<Cidr> blocks, Authentication also) ->
                new Located(blocks, also == null ? null : of(also));
        };
    }

    /** The way of a provider that signs the raw body with HMAC-SHA256 and nothing else. */
    static Authenticator ofHmacSha256(List<Secret> secrets, String header, Encoding encoding, String prefix) {
        return of(new Authentication.Signature(secrets, header, Algorithm.HMAC_SHA256, encoding, prefix));
    }

    private static Hmac hmac(Authentication.Signature signature) {
        return new Hmac(
                signature.algorithm().javaName(),
                signature.secrets().stream()
                        .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
                        .toList());
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

    /** By a secret in the path. */
    record Hidden(Secret secret) implements Authenticator {
        @Override
        public Proof prove(Request request) {
            String given = request.arrival().call();
            if (given.isEmpty()) {
                return new Proof.Refused(Refusal.SIGNATURE_MISSING);
            }
            return isSame(secret, given) ? Proof.PROVEN : new Proof.Refused(Refusal.CREDENTIALS_WRONG);
        }

        @Override
        public Map<String, String> headers(byte[] body) {
            return Map.of();
        }

        @Override
        public String path() {
            return "/" + secret.reveal();
        }
    }

    /** By the sender's address, and maybe more. */
    record Located(List<Cidr> blocks, @Nullable Authenticator also) implements Authenticator {
        @Override
        public Proof prove(Request request) {
            String ip = request.arrival().remoteIp();
            Optional<InetAddress> address = ip == null ? Optional.empty() : IpAddresses.parse(ip);
            if (address.isEmpty() || blocks.stream().noneMatch(block -> block.contains(address.get()))) {
                return new Proof.Refused(Refusal.ADDRESS_NOT_ALLOWED);
            }
            return also == null ? Proof.PROVEN : also.prove(request);
        }

        @Override
        public Map<String, String> headers(byte[] body) {
            return also == null ? Map.of() : also.headers(body);
        }

        @Override
        public String path() {
            return also == null ? "" : also.path();
        }
    }

    /** Whether the text is the secret; takes as long for a wrong one as for the right one of the same length. */
    private static boolean isSame(Secret secret, String given) {
        return MessageDigest.isEqual(
                secret.reveal().getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
