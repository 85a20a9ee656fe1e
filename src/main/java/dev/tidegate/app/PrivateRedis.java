package dev.tidegate.app;

import dev.tidegate.app.settings.RedisChoice;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.redis.RedisUri;
import dev.tidegate.redis.embedded.EmbeddedRedis;
import dev.tidegate.redis.embedded.EmbeddedRedisSettings;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The Redis to use: one that runs already, or one started for this gateway, which ends with it. */
record PrivateRedis(RedisSettings settings, @Nullable EmbeddedRedis started) implements AutoCloseable {

    /** Starts one if the settings ask for it; may block. */
    static PrivateRedis of(RedisChoice choice, Path dataDirectory) {
        return switch (choice) {
            case RedisChoice.Running(RedisSettings settings) -> new PrivateRedis(settings, null);
            case RedisChoice.Embedded embedded -> {
                EmbeddedRedis redis =
                        EmbeddedRedis.start(EmbeddedRedisSettings.in(dataDirectory), RandomGenerator.getDefault());
                yield new PrivateRedis(embedded.at(new RedisUri(redis.uri())), redis);
            }
        };
    }

    @Override
    public void close() {
        if (started != null) {
            started.stop();
        }
    }
}
