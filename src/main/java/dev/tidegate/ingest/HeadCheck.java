package dev.tidegate.ingest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at what a request's headers say of its body: type, encoding and length. */
final class HeadCheck {
    private static final String JSON = "application/json";

    private final int maxBytes;
    private final Problem tooLarge;

    HeadCheck(int maxBytes) {
        this.maxBytes = maxBytes;
        this.tooLarge = Problem.tooLarge(maxBytes);
    }

    Problem tooLarge() {
        return tooLarge;
    }

    /**
     * Why the body is not even read, or null.
     *
     * @param contentTypes which the source reads
     * @param untyped whether a body without a type is read too, as browsers send it
     */
    @Nullable
    Problem fault(HttpServerRequest request, Set<String> contentTypes, boolean untyped) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null ? !untyped : !isReadable(type, contentTypes)) {
            return Problem.wrongType(contentTypes);
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Problem.wrongEncoding();
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && isTooLarge(length) ? tooLarge : null;
    }

    private static boolean isReadable(String header, Set<String> contentTypes) {
        if (header.equals(JSON) && contentTypes.contains(JSON)) {
            return true;
        }
        Optional<ContentType> parsed = ContentType.parse(header);
        if (parsed.isEmpty() || !parsed.get().utf8()) {
            return false;
        }
        ContentType type = parsed.get();
        return contentTypes.contains(type.mediaType()) || type.isJson() && contentTypes.contains(JSON);
    }

    /** The length is a whole number already, or the request would not have come this far. */
    private boolean isTooLarge(String length) {
        return length.length() > 18 || Long.parseLong(length) > maxBytes;
    }
}
