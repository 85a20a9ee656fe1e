package dev.tidegate.connector;

import dev.tidegate.domain.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A server that mail is submitted to.
 *
 * @param username null where the server asks for none; never sent without TLS
 */
public record MailServer(
        String host,
        int port,
        Tls tls,
        @Nullable String username,
        @Nullable Secret password) {
    /** The answer's header that names the step which it belongs to: {@code auth}, {@code mail}, {@code rcpt}, … */
    public static final String STEP = "smtp-step";

    /** How the connection is made secret. */
    public enum Tls {
        /** By a command, without which nothing is sent. */
        STARTTLS,
        /** From the first byte. */
        TLS,
        NONE
    }

    public MailServer {
        if (username != null && (password == null || tls == Tls.NONE)) {
            throw new IllegalArgumentException("a user has a password, which is sent under TLS only");
        }
    }
}
