package dev.tidegate.app.settings;

import dev.tidegate.redis.RedisSettings;
import dev.tidegate.redis.RedisUri;
import java.time.Duration;
import java.util.List;

/** Which Redis to use. */
public sealed interface RedisChoice {

    /** One that runs already. */
    record Running(RedisSettings settings) implements RedisChoice {}

    /** A private one that the gateway starts and that ends with it. */
    record Embedded(String keyPrefix, Duration startTimeout) implements RedisChoice {

        /** How to use it once it listens; it syncs before each answer. */
        public RedisSettings at(RedisUri uri) {
            return new RedisSettings(
                    List.of(uri),
                    keyPrefix,
                    startTimeout,
                    RedisSettings.Durability.ALWAYS,
                    RedisSettings.Limits.standard());
        }
    }
}
