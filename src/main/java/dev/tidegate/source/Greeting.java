package dev.tidegate.source;

import java.util.Map;

/**
 * The answer to a provider that only wants to know whether somebody is there.
 *
 * @param headers by name
 * @param body plain text, or empty
 */
public record Greeting(int status, Map<String, String> headers, String body) {
    public Greeting {
        headers = Map.copyOf(headers);
    }

    /** A bare status. */
    public static Greeting of(int status) {
        return new Greeting(status, Map.of(), "");
    }
}
