package dev.tidegate.source.segment;

import dev.tidegate.domain.Secret;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Headers;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.Credential;
import dev.tidegate.source.standard.Fields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The write key, as user of HTTP Basic without a password, or as {@code writeKey} in the body, for {@code sendBeacon} sets
 * no headers. It stands in every page's source and keeps out mistakes rather than enemies; a browser also says which page
 * it is on.
 */
final class SegmentAccess {
    private static final String AUTHORIZATION = "Authorization";
    private static final String ANY = "*";

    private final byte[] writeKey;
    private final Credential basic;
    private final List<String> origins;

    SegmentAccess(SourceSettings.Segment settings) {
        this.writeKey = settings.writeKey().reveal().getBytes(StandardCharsets.UTF_8);
        this.basic = basic(settings.writeKey());
        this.origins = settings.origins();
    }

    static Credential basic(Secret writeKey) {
        return Credential.basic(writeKey.reveal() + ":");
    }

    Proof check(Request request) {
        Headers headers = request.headers();
        String origin = headers.first("Origin");
        if (origin != null && !origins.isEmpty() && !origins.contains(ANY) && !origins.contains(origin)) {
            return new Proof.Refused(Refusal.ORIGIN_NOT_ALLOWED);
        }
        return headers.all(AUTHORIZATION).isEmpty() ? inBody(request.json()) : basic.check(headers);
    }

    private Proof inBody(JsonResult json) {
        String sent =
                json instanceof JsonResult.Read read ? Fields.of(read.value()).text("writeKey") : null;
        if (sent == null) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        return MessageDigest.isEqual(writeKey, sent.getBytes(StandardCharsets.UTF_8))
                ? Proof.PROVEN
                : new Proof.Refused(Refusal.CREDENTIALS_WRONG);
    }
}
