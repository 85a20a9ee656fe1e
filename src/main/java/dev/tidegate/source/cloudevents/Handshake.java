package dev.tidegate.source.cloudevents;

import dev.tidegate.source.Greeting;
import dev.tidegate.source.Headers;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The question whether a sender may send here, by which it is kept from flooding who never asked for it. */
final class Handshake {
    private static final String REQUESTED = "WebHook-Request-Origin";
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9.:*_-]{1,253}");

    private Handshake() {}

    /** Yes, at any rate: what is too much is answered 429 or 503. Null if nothing was asked. */
    static @Nullable Greeting answer(Headers headers) {
        String origin = headers.first(REQUESTED);
        if (origin == null || !ORIGIN.matcher(origin).matches()) {
            return null;
        }
        Map<String, String> answer = new HashMap<>();
        answer.put("Allow", "POST");
        answer.put("WebHook-Allowed-Origin", origin);
        answer.put("WebHook-Allowed-Rate", "*");
        return new Greeting(200, answer, "");
    }
}
