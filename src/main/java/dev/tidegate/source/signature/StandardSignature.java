package dev.tidegate.source.signature;

import dev.tidegate.source.Headers;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signature of the Standard Webhooks specification, by a shared secret ({@code v1}) or a key pair ({@code v1a}), under its
 * own header names or those of Svix, which it comes from. For one event loop.
 *
 * <p>Signed are id, time and body, joined by dots, so that an id with a dot in it could be moved into the time; such ids are
 * refused. Times further away than the tolerance are refused, in both directions.
 */
public final class StandardSignature {
    private static final Names STANDARD = new Names("webhook-");
    private static final Names SVIX = new Names("svix-");
    private static final String SHARED = "v1,";
    private static final String PAIR = "v1a,";

    /** More than anybody needs who rotates keys; each costs time. */
    private static final int MOST_SIGNATURES = 5;

    private static final int LONGEST_ID = 256;

    /** Digits of a second since 1970 up to the year 5138. */
    private static final int LONGEST_TIMESTAMP = 11;

    private final Hmac hmac;
    private final Ed25519 pair;
    private final Duration tolerance;

    /**
     * @param secrets any of which will do
     * @param publicKeys any of which will do as well
     */
    public StandardSignature(List<byte[]> secrets, List<PublicKey> publicKeys, Duration tolerance) {
        this.hmac = new Hmac("HmacSHA256", secrets);
        this.pair = new Ed25519(publicKeys);
        this.tolerance = tolerance;
    }

    /** What a sender with this shared secret writes into the headers. */
    public static String v1(byte[] secret, String id, String timestamp, byte[] body) {
        return SHARED + Encodings.toBase64(new Hmac("HmacSHA256", List.of(secret)).sign(head(id, timestamp), body));
    }

    /** The delivery's id, of a request that was proven. */
    public static String id(Headers headers) {
        String id = Names.of(headers).id(headers);
        return id == null ? "" : id;
    }

    public Proof prove(Request request) {
        Headers headers = request.headers();
        Names names = Names.of(headers);
        List<String> signatures = headers.all(names.signature);
        if (signatures.isEmpty() || signatures.getFirst().isBlank()) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        if (signatures.size() > 1
                || headers.all(names.id).size() > 1
                || headers.all(names.timestamp).size() > 1) {
            return new Proof.Refused(Refusal.HEADER_REPEATED);
        }
        String id = names.id(headers);
        if (id == null || id.isBlank() || id.indexOf('.') >= 0 || id.length() > LONGEST_ID) {
            return new Proof.Refused(Refusal.ID_UNUSABLE);
        }
        String timestamp = headers.first(names.timestamp);
        Instant signedAt = timestamp == null ? null : seconds(timestamp);
        if (timestamp == null || signedAt == null) {
            return new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE);
        }
        byte[] head = head(id, timestamp);
        if (!hmac.verifyAny(candidates(signatures.getFirst(), SHARED), head, request.body())
                && !pair.verifyAny(candidates(signatures.getFirst(), PAIR), head, request.body())) {
            return new Proof.Refused(Refusal.SIGNATURE_WRONG);
        }
        Duration away = Duration.between(signedAt, request.arrival().at()).abs();
        return away.compareTo(tolerance) > 0 ? new Proof.Refused(Refusal.TIMESTAMP_OUTSIDE_TOLERANCE) : Proof.PROVEN;
    }

    private static byte[] head(String id, String timestamp) {
        return (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
    }

    /** Whole seconds since 1970, or null; no sign, no blanks. */
    private static @Nullable Instant seconds(String text) {
        if (text.isEmpty() || text.length() > LONGEST_TIMESTAMP) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        return Instant.ofEpochSecond(Long.parseLong(text));
    }

    /** The signatures of one version, among the first few; the header does not get to choose another. */
    private static List<byte[]> candidates(String header, String version) {
        List<byte[]> candidates = new ArrayList<>(1);
        String[] signatures = header.split(" ", MOST_SIGNATURES + 1);
        for (int i = 0; i < Math.min(signatures.length, MOST_SIGNATURES); i++) {
            byte[] bytes = signatures[i].startsWith(version)
                    ? Encodings.base64(signatures[i].substring(version.length()))
                    : null;
            if (bytes != null) {
                candidates.add(bytes);
            }
        }
        return candidates;
    }

    /** The headers' names. */
    private record Names(String id, String timestamp, String signature) {
        Names(String prefix) {
            this(prefix + "id", prefix + "timestamp", prefix + "signature");
        }

        static Names of(Headers headers) {
            return headers.all(STANDARD.signature).isEmpty()
                            && !headers.all(SVIX.signature).isEmpty()
                    ? SVIX
                    : STANDARD;
        }

        @Nullable
        String id(Headers headers) {
            return headers.first(id);
        }
    }
}
