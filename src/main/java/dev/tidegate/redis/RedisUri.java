package dev.tidegate.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Where a Redis is and how to log in: {@code redis://[user:password@]host[:port][/db]}, or {@code rediss://} for TLS. */
public record RedisUri(String secretText) {
    private static final Set<String> SCHEMES = Set.of("redis", "rediss");
    private static final int DEFAULT_PORT = 6379;

    public RedisUri {
        URI uri = parse(secretText);
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("a Redis URI is redis://host:port or rediss://host:port");
        }
        String database = uri.getPath();
        if (database != null && !database.isEmpty() && !database.matches("/\\d{0,4}")) {
            throw new IllegalArgumentException("the path of a Redis URI is the number of a database");
        }
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Its message would repeat the URI with the password.
            throw new IllegalArgumentException("not a URI; a Redis URI is redis://host:port or rediss://host:port");
        }
    }

    boolean isTls() {
        return secretText.startsWith("rediss:");
    }

    /** The URI without user and password, for logs and messages. */
    @Override
    public String toString() {
        URI uri = parse(secretText);
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        String path = uri.getPath() == null || uri.getPath().equals("/") ? "" : uri.getPath();
        return uri.getScheme() + "://" + uri.getHost() + ":" + port + path;
    }
}
