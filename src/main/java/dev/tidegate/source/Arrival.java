package dev.tidegate.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a request came in.
 *
 * @param at when the gateway had the whole request; the clock that signatures are judged by
 * @param remoteIp the sender's address, behind trusted proxies
 * @param call the last part of a path that names a call, such as {@code track}; empty where the path names none
 */
public record Arrival(Instant at, @Nullable String remoteIp, String call) {}
