package dev.tidegate.ingest;

import io.vertx.core.http.HttpServerRequest;

/** One request that was let in, until it is answered. */
final class Exchange {
    private final HttpServerRequest request;
    private final String call;
    private long held;
    private long receivedNanos;

    /** @param call the call that the path names, or empty */
    Exchange(HttpServerRequest request, String call) {
        this.request = request;
        this.call = call;
    }

    HttpServerRequest request() {
        return request;
    }

    String call() {
        return call;
    }

    /** Its body takes up so many bytes more. */
    void holds(int more) {
        held += more;
    }

    long held() {
        return held;
    }

    void received() {
        receivedNanos = System.nanoTime();
    }

    long nanosSinceReceived() {
        return System.nanoTime() - receivedNanos;
    }
}
