package dev.tidegate.ingest;

import dev.tidegate.source.Cidr;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code server} block of {@code gateway.yaml}: the public HTTP port.
 *
 * @param port 0 to 65535; 0 takes a free one
 * @param maxBody bytes; a larger body is answered 413
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 * @param tls without it the port speaks plain HTTP
 * @param publicUrl under which senders reach this port
 */
public record ServerSettings(
        String host,
        int port,
        int maxBody,
        List<Cidr> trustedProxies,
        @Nullable Tls tls,
        @Nullable URI publicUrl,
        Limits limits) {

    /** What {@code host} is when it is not set. */
    public static final String DEFAULT_HOST = "0.0.0.0";

    /** What {@code port} is when it is not set. */
    public static final int DEFAULT_PORT = 8080;

    /** What {@code max_body} is when it is not set: 1 MiB. */
    public static final int DEFAULT_MAX_BODY = 1 << 20;

    /** The least that {@code max_body} may be: 16 bytes, in which no event fits but an answer can be tried. */
    public static final int LEAST_MAX_BODY = 16;

    /** The most that {@code max_body} may be: 64 MiB. A body is held in memory whole. */
    public static final int MOST_MAX_BODY = 64 << 20;

    public ServerSettings {
        trustedProxies = List.copyOf(trustedProxies);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535");
        }
        if (maxBody < LEAST_MAX_BODY || maxBody > MOST_MAX_BODY) {
            throw new IllegalArgumentException("max_body must be 16B to 64MiB");
        }
    }

    /** The same on another port. */
    public ServerSettings withPort(int other) {
        return new ServerSettings(host, other, maxBody, trustedProxies, tls, publicUrl, limits);
    }

    /** What counts when {@code gateway.yaml} says nothing. */
    public static ServerSettings defaults() {
        return new ServerSettings(
                DEFAULT_HOST, DEFAULT_PORT, DEFAULT_MAX_BODY, List.of(), null, null, Limits.defaults());
    }

    /** The certificate chain and the private key, both PEM files. */
    public record Tls(Path certificate, Path key) {}

    /**
     * What protects the process from its callers.
     *
     * @param connections open at once; one more is closed at once
     * @param inFlight requests not answered yet; one more is answered 503
     * @param inFlightBytes of their bodies, all together; a request that needs more is answered 503
     * @param bodyDeadline from the end of the head to the end of the body; then 408
     * @param storeDeadline how long the store may take; then 503
     * @param idle a connection on which nothing moves is closed after this; longer than the store's deadline
     */
    public record Limits(
            int connections,
            int inFlight,
            long inFlightBytes,
            Duration bodyDeadline,
            Duration storeDeadline,
            Duration idle) {
        public Limits {
            if (connections < 1 || inFlight < 1 || inFlightBytes < 1) {
                throw new IllegalArgumentException("at least one connection, request and byte must be allowed");
            }
            if (idle.compareTo(storeDeadline) <= 0) {
                throw new IllegalArgumentException("idle must be longer than the store's deadline");
            }
        }

        /** 20,000 connections, 10,000 requests, 256 MiB, 10 s for a body, 1.8 s for the store, 10 s idle. */
        public static Limits defaults() {
            return new Limits(
                    20_000,
                    10_000,
                    256L << 20,
                    Duration.ofSeconds(10),
                    Duration.ofMillis(1_800),
                    Duration.ofSeconds(10));
        }
    }
}
