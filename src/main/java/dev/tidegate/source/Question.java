package dev.tidegate.source;

import java.net.URI;
import java.util.Map;

/**
 * A GET that a provider answers with JSON.
 *
 * @param url absolute
 * @param scope what one has to be allowed to read for it: whoever is denied one question is denied all of its scope
 * @param headers by lower-case name; they hold what gives access
 */
public record Question(URI url, String scope, Map<String, String> headers) {
    public Question {
        headers = Map.copyOf(headers);
    }

    /** Without path and headers. */
    @Override
    public String toString() {
        return "Question[" + url.getHost() + "]";
    }
}
