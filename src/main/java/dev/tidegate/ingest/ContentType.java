package dev.tidegate.ingest;

import java.util.Locale;
import java.util.Optional;

/**
 * What a {@code Content-Type} header says.
 *
 * @param mediaType type and subtype, lower case
 * @param utf8 whether the text is UTF-8, which it is when nothing else is said
 */
record ContentType(String mediaType, boolean utf8) {
    private static final ContentType JSON = new ContentType("application/json", true);

    /** Reads a header's value; nothing when it is malformed. */
    static Optional<ContentType> parse(String header) {
        if (header.equals("application/json")) {
            return Optional.of(JSON);
        }
        String[] parts = header.split(";", -1);
        String mediaType = parts[0].strip().toLowerCase(Locale.ROOT);
        int slash = mediaType.indexOf('/');
        if (slash < 1 || slash == mediaType.length() - 1 || !mediaType.chars().allMatch(ContentType::isTokenOrSlash)) {
            return Optional.empty();
        }
        boolean utf8 = true;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.regionMatches(true, 0, "charset=", 0, 8)) {
                String charset = unquoted(parameter.substring(8).strip());
                utf8 &= charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
            }
        }
        return Optional.of(new ContentType(mediaType, utf8));
    }

    /** JSON as such or in the guise of another format, such as {@code application/cloudevents+json}. */
    boolean isJson() {
        return mediaType.equals("application/json")
                || mediaType.startsWith("application/") && mediaType.endsWith("+json") && mediaType.length() > 17;
    }

    private static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private static boolean isTokenOrSlash(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "!#$&-^_.+/*'".indexOf(c) >= 0;
    }
}
