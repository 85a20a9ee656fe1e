package dev.tidegate.source.signature;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.Headers;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A header whose whole value is secret, as in HTTP Basic and bearer tokens. It proves the sender and not the body.
 *
 * @param header the header's name
 * @param scheme the word before the value, in any case, with its space; or empty
 * @param value what has to follow
 */
public record Credential(String header, String scheme, Secret value) {
    private static final String AUTHORIZATION = "Authorization";

    public static Credential basic(String userAndPassword) {
        byte[] bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
        return new Credential(
                AUTHORIZATION, "Basic ", new Secret(Base64.getEncoder().encodeToString(bytes)));
    }

    public static Credential bearer(Secret token) {
        return new Credential(AUTHORIZATION, "Bearer ", token);
    }

    /** Takes as long for a wrong value as for the right one of the same length. */
    public Proof check(Headers headers) {
        List<String> sent = headers.all(header);
        if (sent.isEmpty()) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        if (sent.size() > 1) {
            return new Proof.Refused(Refusal.HEADER_REPEATED);
        }
        String text = sent.getFirst();
        boolean schemeMatches = text.length() >= scheme.length()
                && text.substring(0, scheme.length()).toLowerCase(Locale.ROOT).equals(scheme.toLowerCase(Locale.ROOT));
        byte[] given = (schemeMatches ? text.substring(scheme.length()) : "").getBytes(StandardCharsets.UTF_8);
        byte[] needed = value.reveal().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(needed, given) ? Proof.PROVEN : new Proof.Refused(Refusal.CREDENTIALS_WRONG);
    }

    /** What the sender writes into the header. */
    public String sent() {
        return scheme + value.reveal();
    }
}
