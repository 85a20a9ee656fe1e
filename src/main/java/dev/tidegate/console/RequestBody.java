package dev.tidegate.console;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Which bodies a route takes: of a length that is told in advance.
 *
 * @param needed whether it must have one; else none is an empty one
 * @param longest in bytes; with 0 no body is read
 */
record RequestBody(boolean needed, int longest) {
    static final RequestBody NONE = new RequestBody(false, 0);
    static final RequestBody SMALL = new RequestBody(true, 64 << 10);
    static final RequestBody OPTIONAL = new RequestBody(false, 64 << 10);

    /** What the reader of JSON takes as one text, with a little around it. */
    static final RequestBody WHOLE_FILE = new RequestBody(false, (256 << 10) + 1_024);

    /** Whether what the headers say of a body is nothing that this takes. */
    boolean refuses(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (longest == 0) {
            return false;
        }
        if (length == null) {
            return needed || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        }
        return length.length() > 7 || Integer.parseInt(length) > longest;
    }

    ApiAnswer refusal() {
        return ApiAnswer.problem(
                413,
                "too-large",
                "The body cannot be taken",
                "Send a Content-Length header and " + longest + " bytes at most.");
    }

    Future<byte[]> read(HttpServerRequest request) {
        boolean has = longest > 0 && request.getHeader(HttpHeaders.CONTENT_LENGTH) != null;
        return has ? request.body().map(Buffer::getBytes) : Future.succeededFuture(ApiCall.NO_BODY);
    }
}
