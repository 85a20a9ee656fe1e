package dev.tidegate.connector;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request to an ESP, complete but for what HTTP itself adds.
 *
 * @param method such as {@code POST}
 * @param url absolute, http or https
 * @param headers by lower-case name
 * @param body not to be changed by anybody
 */
public record EspRequest(String method, URI url, Map<String, String> headers, byte[] body) {
    /** The header that counts the attempts at a message; the body never does. */
    public static final String ATTEMPT = "tidegate-attempt";

    public EspRequest {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
