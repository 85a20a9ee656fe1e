package dev.tidegate.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a request came in.
 *
 * @param at when the gateway had the whole request; the clock that signatures are judged by
 * @param remoteIp the sender's address, behind trusted proxies
 * @param call the last part of a path that names a call, such as {@code track}, or what stands behind the source's name in
 *     the path; empty where there is nothing
 * @param query what stands behind the {@code ?}, as it was sent; empty where there is nothing
 */
public record Arrival(Instant at, @Nullable String remoteIp, String call, String query) {
    /** A call without a query. */
    public Arrival(Instant at, @Nullable String remoteIp, String call) {
        this(at, remoteIp, call, "");
    }
}
