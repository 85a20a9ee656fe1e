package dev.tidegate.redis;

import java.time.Duration;
import java.util.List;

/**
 * The {@code redis} part of {@code gateway.yaml}.
 *
 * @param uris where Redis is; after a lost connection the next one is tried, so that a stand-in can be named
 * @param keyPrefix what all keys begin with
 * @param startTimeout how long a start waits for Redis
 * @param durability what Redis must give before an event counts as accepted
 * @param limits what is not for users to set
 */
public record RedisSettings(
        List<RedisUri> uris, String keyPrefix, Duration startTimeout, Durability durability, Limits limits) {

    public RedisSettings {
        uris = List.copyOf(uris);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("at least one Redis URI is needed");
        }
        if (!keyPrefix.matches("[A-Za-z0-9._-]{1,32}")) {
            throw new IllegalArgumentException("a key prefix is 1 to 32 letters, digits, dots, dashes or underscores");
        }
        if (startTimeout.isNegative() || startTimeout.isZero()) {
            throw new IllegalArgumentException("the start timeout must be positive");
        }
    }

    /** One Redis, with the defaults of {@code gateway.yaml}. */
    public static RedisSettings of(String uri) {
        return new RedisSettings(
                List.of(new RedisUri(uri)), "tg", Duration.ofSeconds(30), Durability.EVERYSEC, Limits.standard());
    }

    /** The same with another durability. */
    public RedisSettings with(Durability other) {
        return new RedisSettings(uris, keyPrefix, startTimeout, other, limits);
    }

    /** The same with other limits. */
    public RedisSettings with(Limits other) {
        return new RedisSettings(uris, keyPrefix, startTimeout, durability, other);
    }

    /** What Redis must give before an event counts as accepted; each includes those before it. */
    public enum Durability {
        /** An append-only file that is synced each second. */
        EVERYSEC,
        /** An append-only file that is synced before the answer. */
        ALWAYS,
        /** As {@link #EVERYSEC}, and held by a replica before the answer. */
        REPLICATED
    }

    /**
     * Bounds on time and memory of one connection.
     *
     * @param commandTimeout after which a connection that owes an answer is given up
     * @param replicaTimeout how much longer a {@code WAIT} for the replica may take
     * @param connectTimeout for the TCP connection and again for the handshake
     * @param backoff between attempts to connect
     * @param heartbeat how long a silent connection is trusted
     * @param maxInFlight commands that are queued or under way; more are refused as busy
     * @param maxBytesInFlight bytes of arguments that are queued or under way
     * @param batchCommands commands in one write
     * @param batchBytes bytes of arguments in one write, unless a single command has more
     */
    public record Limits(
            Duration commandTimeout,
            Duration replicaTimeout,
            Duration connectTimeout,
            Backoff backoff,
            Duration heartbeat,
            int maxInFlight,
            long maxBytesInFlight,
            int batchCommands,
            int batchBytes) {

        /** What the gateway runs with. */
        public static Limits standard() {
            return new Limits(
                    Duration.ofSeconds(1),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2)),
                    Duration.ofSeconds(5),
                    16_384,
                    64L << 20,
                    256,
                    4 << 20);
        }
    }
}
