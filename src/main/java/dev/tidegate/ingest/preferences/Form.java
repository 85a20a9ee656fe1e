package dev.tidegate.ingest.preferences;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a form has sent. Of several values of one name the last counts. */
record Form(Map<String, String> fields) {
    private static final Pattern PART = Pattern.compile(
            "content-disposition: *form-data; *name=\"([^\"\\r\\n]{1,100})\"[^\\r\\n]*\\r?\\n\\r?\\n([^\\r\\n]{0,200})",
            Pattern.CASE_INSENSITIVE);

    Form {
        fields = Map.copyOf(fields);
    }

    /** Reads either form of encoding; what cannot be read is left out. */
    static Form read(String body) {
        return new Form(body.startsWith("--") ? multipart(body) : encoded(body));
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Whether this is what RFC 8058 has mail programs send. */
    boolean isOneClick() {
        return field("List-Unsubscribe").filter("One-Click"::equals).isPresent();
    }

    private static Map<String, String> encoded(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            Optional<String> name = decoded(pair.substring(0, Math.max(0, equals)));
            Optional<String> value = decoded(pair.substring(equals + 1));
            if (equals > 0 && name.isPresent() && value.isPresent()) {
                fields.put(name.get(), value.get());
            }
        }
        return fields;
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Map<String, String> multipart(String body) {
        Map<String, String> fields = new HashMap<>();
        Matcher parts = PART.matcher(body);
        while (parts.find()) {
            fields.put(parts.group(1), parts.group(2).strip());
        }
        return fields;
    }
}
