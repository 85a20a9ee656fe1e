package dev.tidegate.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a message, as it is kept.
 *
 * @param at when it began
 * @param status the HTTP status, null without an answer
 * @param outcome delivered, retry, dead or unknown
 * @param error what went wrong, null if nothing did
 */
public record Attempt(
        Instant at,
        @Nullable Integer status,
        String outcome,
        @Nullable String error) {}
