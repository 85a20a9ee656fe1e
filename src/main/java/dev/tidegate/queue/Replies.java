package dev.tidegate.queue;

import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads replies whose shape a script of ours or a command guarantees. */
final class Replies {
    private Replies() {}

    /** A reply that is never nil. */
    static Response present(@Nullable Response reply) {
        if (reply == null) {
            throw new IllegalStateException("Redis answered nothing where there is always an answer");
        }
        return reply;
    }

    /** The elements of a list; none where there is no list. */
    static List<Response> elements(@Nullable Response reply) {
        return reply == null ? List.of() : reply.stream().toList();
    }

    static long number(@Nullable Response reply) {
        return Long.parseLong(present(reply).toString());
    }
}
