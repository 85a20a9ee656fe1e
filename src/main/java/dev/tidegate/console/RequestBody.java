package dev.tidegate.console;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
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

    /** Only who puts something has to send a body; a command may have one, and what is sent to ask for something is ignored. */
    static Size size(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean none = length == null && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
        boolean needed = request.method() == HttpMethod.PUT;
        boolean possible = needed || request.method() == HttpMethod.POST;
        if (!possible || (none && !needed)) {
            return Size.NONE;
        }
        boolean fits = length != null && length.length() <= 5 && Integer.parseInt(length) <= LONGEST;
        return fits ? Size.FITS : Size.NOT_TAKEN;
    }

    static Future<byte[]> read(HttpServerRequest request, Size size) {
        return size == Size.FITS ? request.body().map(Buffer::getBytes) : Future.succeededFuture(ApiCall.NO_BODY);
    }
}
