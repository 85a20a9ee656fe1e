package dev.tidegate.ingest;

import dev.tidegate.source.Greeting;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.random.RandomGenerator;

/** Sends answers, and ends connections that cannot go on after them. */
final class Replies {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM = HttpHeaders.createOptimized("application/problem+json");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence NOSNIFF_NAME = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence WWW_AUTHENTICATE = HttpHeaders.createOptimized("www-authenticate");
    private static final CharSequence SCHEME = HttpHeaders.createOptimized("Signature");

    /** No script, no foreign content, no frame; forms go to this port only. */
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'none'";

    /** What a sender may go on sending after its refusal, so that it comes to read it. */
    private static final int MAX_UNREAD = 8 << 20;

    /** Digits of the length of a body that is read to its end for the sake of the connection: below a million bytes. */
    private static final int LONGEST_KEPT = 6;

    private static final int MAX_RETRY_SECONDS = 5;

    private final RandomGenerator random;
    private final Deadlines patience;
    private boolean draining;

    /** @param patience how long a sender may take to notice that it was refused */
    Replies(RandomGenerator random, Deadlines patience) {
        this.random = random;
        this.patience = patience;
    }

    /** From now on, every answer is its connection's last. */
    void drain() {
        draining = true;
    }

    void success(HttpServerRequest request, int status, Buffer body) {
        request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        send(request, body);
    }

    /** A page that nobody keeps, frames or finds, and whose address, which holds a token, is not passed on. */
    void page(HttpServerRequest request, CustomerPages.Page page) {
        HttpServerResponse response = request.response();
        response.setStatusCode(page.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, page.language())
                .putHeader(HttpHeaders.VARY, "Accept-Language")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("x-robots-tag", "noindex")
                .putHeader("x-frame-options", "DENY")
                .putHeader("content-security-policy", PAGE_POLICY)
                .putHeader(NOSNIFF_NAME, NOSNIFF);
        if (page.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(1 + random.nextInt(MAX_RETRY_SECONDS)));
        }
        send(request, Buffer.buffer(page.html()));
    }

    /** What any page may load and any cache keep for an hour; then it asks by the tag whether there is a newer one. */
    void snippet(HttpServerRequest request) {
        Snippet snippet = Snippet.accepted(header(request, HttpHeaders.ACCEPT_ENCODING));
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.ETAG, snippet.tag())
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=3600, stale-while-revalidate=86400")
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader("cross-origin-resource-policy", "cross-origin")
                .putHeader(NOSNIFF_NAME, NOSNIFF);
        if (snippet.isKnownBy(header(request, HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304);
            send(request, Buffer.buffer());
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8");
        if (snippet.gzipped()) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        send(request, snippet.bytes());
    }

    /** All lines of the header as one, empty if there is none. */
    private static String header(HttpServerRequest request, CharSequence name) {
        return String.join(",", request.headers().getAll(name));
    }

    void greeting(HttpServerRequest request, Greeting greeting) {
        HttpServerResponse response = request.response().setStatusCode(greeting.status());
        greeting.headers().forEach(response::putHeader);
        if (!greeting.body().isEmpty()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .putHeader(NOSNIFF_NAME, NOSNIFF);
        }
        send(request, Buffer.buffer(greeting.body()));
    }

    void empty(HttpServerRequest request) {
        request.response().setStatusCode(204);
        send(request, Buffer.buffer());
    }

    void problem(HttpServerRequest request, Problem problem) {
        HttpServerResponse response = request.response();
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM);
        response.putHeader(NOSNIFF_NAME, NOSNIFF);
        switch (problem.status()) {
            case 401 -> response.putHeader(WWW_AUTHENTICATE, SCHEME);
            case 429, 503 ->
                response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(1 + random.nextInt(MAX_RETRY_SECONDS)));
            default -> {}
        }
        Buffer body = AnswerWriter.problem(problem);
        if (request.isEnded() || !hasBody(request)) {
            send(request, body);
        } else {
            sendEarly(request, body, !isWorthKeeping(request, problem.status()));
        }
    }

    private void send(HttpServerRequest request, Buffer body) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        if (draining) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        var unused = response.end(body); // fails only when the sender has gone
    }

    /**
     * Answers before the request has ended, and throws away what still comes of it. The connection is not closed at once:
     * the sender's system would throw the answer away as soon as the next bytes of the body arrive here.
     */
    private void sendEarly(HttpServerRequest request, Buffer body, boolean last) {
        HttpServerResponse response = request.response();
        HttpConnection connection = request.connection();
        if (response.closed()) {
            return;
        }
        if (last || draining) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        Future<Void> sent = response.end(body);
        Deadlines.Deadline deadline = patience.start(connection::close);
        long[] unread = {0};
        request.handler(chunk -> {
            unread[0] += chunk.length();
            if (unread[0] > MAX_UNREAD) {
                deadline.meet();
                connection.close();
            }
        });
        request.endHandler(end -> {
            deadline.meet();
            if (last) {
                sent.onComplete(done -> connection.close());
            }
        });
        request.exceptionHandler(gone -> deadline.meet());
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
    }

    private static boolean isWorthKeeping(HttpServerRequest request, int status) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return status != 408 && status != 413 && length != null && length.length() <= LONGEST_KEPT;
    }
}
