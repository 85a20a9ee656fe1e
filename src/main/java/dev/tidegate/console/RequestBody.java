package dev.tidegate.console;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The bodies that operators send: small, and of a length that is told in advance. */
final class RequestBody {
    private static final int LONGEST = 64 << 10;

    static final ApiAnswer REFUSAL = ApiAnswer.problem(
            413,
            "too-large",
            "The body cannot be taken",
            "Send a Content-Length header and " + LONGEST + " bytes at most.");

    private RequestBody() {}

    /** What the headers say of a body. */
    enum Size {
        NONE,
        FITS,
        NOT_TAKEN
    }

    static Size size(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean fits = length != null && length.length() <= 5 && Integer.parseInt(length) <= LONGEST;
        return fits ? Size.FITS : Size.NOT_TAKEN;
    }

    static Future<byte[]> read(HttpServerRequest request, Size size) {
        return size == Size.FITS ? request.body().map(Buffer::getBytes) : Future.succeededFuture(ApiCall.NO_BODY);
    }
}
