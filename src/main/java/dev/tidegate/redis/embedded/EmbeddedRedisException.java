package dev.tidegate.redis.embedded;

/** The private Redis cannot run, with a text that tells the user why and what to do. */
public final class EmbeddedRedisException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EmbeddedRedisException(String text) {
        super(text);
    }

    EmbeddedRedisException(String text, Throwable cause) {
        super(text, cause);
    }
}
