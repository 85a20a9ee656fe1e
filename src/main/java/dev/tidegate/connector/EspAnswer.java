package dev.tidegate.connector;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an ESP answered.
 *
 * @param headers by lower-case name; of several with one name, the first
 * @param body as far as it was read; a long one is cut
 * @param at when it was there
 */
public record EspAnswer(int status, Map<String, String> headers, byte[] body, Instant at) {
    public EspAnswer {
        headers = Map.copyOf(headers);
    }

    /** The header's value, or null when the answer has none. */
    public @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }
}
