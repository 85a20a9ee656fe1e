package dev.tidegate.connector;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is asked of an ESP, complete but for what the transport itself adds. */
public sealed interface EspRequest {
    /** The header that counts the attempts at a message; the body never does. */
    String ATTEMPT = "tidegate-attempt";

    /**
     * One HTTP request.
     *
     * @param method such as {@code POST}
     * @param url absolute, http or https
     * @param headers by lower-case name
     * @param body not to be changed by anybody
     */
    record Http(String method, URI url, Map<String, String> headers, byte[] body) implements EspRequest {
        public Http {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        /** Without URL, headers and body, which hold secrets and personal data. */
        @Override
        public String toString() {
            return "Http[" + method + " " + url.getHost() + "]";
        }
    }
}
