package dev.tidegate.console;

import java.util.List;

/**
 * The {@code management} block of {@code gateway.yaml}: the port for metrics, health and operators.
 *
 * @param port 0 to 65535; 0 takes a free one
 * @param tokens with none, only clients on loopback are served, as administrators
 */
public record ManagementSettings(String host, int port, List<AccessToken> tokens) {

    /** What {@code host} is when it is not set. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** What {@code port} is when it is not set. */
    public static final int DEFAULT_PORT = 8081;

    public ManagementSettings {
        tokens = List.copyOf(tokens);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535");
        }
    }

    /** What counts when {@code gateway.yaml} says nothing. */
    public static ManagementSettings defaults() {
        return new ManagementSettings(DEFAULT_HOST, DEFAULT_PORT, List.of());
    }
}
