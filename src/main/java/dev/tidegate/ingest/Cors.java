package dev.tidegate.ingest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;

/**
 * Lets the pages of the configured origins call the tracking API and read its answers. Whether an event from elsewhere is
 * taken is the source's decision.
 */
final class Cors {
    /** Two hours, the longest that browsers keep it. */
    private static final CharSequence MAX_AGE = HttpHeaders.createOptimized("7200");

    private static final CharSequence METHODS = HttpHeaders.createOptimized("POST");
    private static final CharSequence HEADERS = HttpHeaders.createOptimized("Authorization, Content-Type");
    private static final CharSequence ORIGIN = HttpHeaders.createOptimized("Origin");

    private final Set<String> origins;
    private final boolean any;

    Cors(Set<String> origins) {
        this.origins = Set.copyOf(origins);
        this.any = origins.contains("*");
    }

    /** Adds what a browser wants to see before it shows the answer to the page. */
    void allow(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.VARY, ORIGIN);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && isAllowed(origin)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
    }

    /** Adds what a browser wants to see before it sends the request. */
    void allowPreflight(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        allow(request);
        if (response.headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
            response.putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        }
    }

    private boolean isAllowed(String origin) {
        return any || origins.contains(origin);
    }
}
