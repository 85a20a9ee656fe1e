package dev.tidegate.delivery;

import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/** Values out of a script's answer. */
final class Replies {
    private Replies() {}

    /** The value, empty for none. */
    static String text(Response reply, int at) {
        Response value = reply.get(at);
        return value == null ? "" : value.toString();
    }

    /** The whole number, whether it came as a number or as text; a score may have a fraction, which is cut off. */
    static long number(@Nullable Response reply, int at) {
        Response value = reply == null ? null : reply.get(at);
        if (value == null) {
            throw new IllegalStateException("a script's answer is too short");
        }
        String text = value.toString();
        return text.indexOf('.') < 0 && text.indexOf('e') < 0 ? Long.parseLong(text) : (long) Double.parseDouble(text);
    }
}
