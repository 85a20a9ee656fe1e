package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.ConvertedShape;
import dev.tidegate.app.settings.shape.EitherShape;
import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.LaterShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.app.settings.yaml.Position;
import dev.tidegate.app.settings.yaml.YamlValue;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.redis.RedisSettings.Durability;
import dev.tidegate.redis.RedisUri;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The keys under {@code redis} in {@code gateway.yaml}. */
final class RedisKeys {
    /** The key that these stand under. */
    static final String REDIS = "redis";

    private static final String EMBEDDED = "embedded";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private static final Shape<Optional<RedisUri>> SEVERAL = new ConvertedShape<>(
            new LaterShape("with several addresses is not yet supported; allowed: one"), several -> Optional.empty());

    /** Where a running Redis is; empty stands for the embedded one. */
    private static final Key<Optional<RedisUri>> URI = Key.optional(
                    "uri",
                    new EitherShape<Optional<RedisUri>>(
                            Scalars.secretText(
                                    RedisKeys::where,
                                    RedisKeys::shown,
                                    "redis://[user:password@]host[:port][/db], rediss://… for TLS, or embedded"),
                            SEVERAL),
                    "Where Redis is, or embedded: a private one that the gateway starts, with its data in data/redis.")
            .or("redis://127.0.0.1:6379");

    private static final Key<String> MODE = Key.optional(
                    "mode",
                    Scalars.choice(List.of("standalone"), mode -> mode, List.of("cluster", "sentinel")),
                    "How Redis is set up. Not yet supported: cluster, sentinel.")
            .or("standalone");
    private static final Key<String> KEY_PREFIX = Key.optional(
                    "key_prefix",
                    Scalars.text(PREFIX, "a possible prefix", "1 to 32 letters, digits, dots, dashes or underscores"),
                    "What every key in Redis begins with.")
            .or("tg");
    private static final Key<Duration> START_TIMEOUT = Key.optional(
                    "start_timeout",
                    Quantities.duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
                    "How long a start waits for Redis before it gives up with exit code 3.")
            .or("30s");
    private static final Key<Durability> DURABILITY = Key.optional(
                    "durability",
                    Scalars.choice(
                            Durability.class, durability -> durability.name().toLowerCase(Locale.ROOT)),
                    "What Redis must give before an event counts as accepted, checked at start: everysec (append-only"
                            + " file, synced each second), always (synced first), replicated (and on a replica).")
            .or("everysec");

    static final Shape<RedisChoice> SHAPE = ObjectShape.<RedisChoice>of(
                    RedisKeys::choice, URI, MODE, KEY_PREFIX, START_TIMEOUT, DURABILITY)
            .checking(RedisKeys::checkReplica);

    private RedisKeys() {}

    /** Puts a URI from the command line in the place of the file's. */
    static UnaryOperator<YamlValue> override(String uri) {
        Position place = Position.startOf("--redis");
        YamlValue.Entry entry =
                new YamlValue.Entry(place, URI.name(), new YamlValue.Scalar(place, uri.replace("$", "$$"), false, uri));
        return tree -> tree instanceof YamlValue.Mapping top
                ? top.with(new YamlValue.Entry(
                        place,
                        REDIS,
                        top.find(REDIS)
                                .filter(YamlValue.Mapping.class::isInstance)
                                .map(YamlValue.Mapping.class::cast)
                                .orElseGet(() -> new YamlValue.Mapping(place, List.of()))
                                .with(entry)))
                : tree;
    }

    private static Optional<RedisUri> where(String text) {
        try {
            return text.equals(EMBEDDED) ? Optional.empty() : Optional.of(new RedisUri(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not the address of a Redis", e);
        }
    }

    private static String shown(Optional<RedisUri> uri) {
        return uri.map(where -> where.toString()).orElse(EMBEDDED);
    }

    private static RedisChoice choice(Values values) {
        return values.get(URI)
                .<RedisChoice>map(uri -> new RedisChoice.Running(new RedisSettings(
                        List.of(uri),
                        values.get(KEY_PREFIX),
                        values.get(START_TIMEOUT),
                        values.get(DURABILITY),
                        RedisSettings.Limits.standard())))
                .orElseGet(() -> new RedisChoice.Embedded(values.get(KEY_PREFIX), values.get(START_TIMEOUT)));
    }

    private static void checkReplica(Values values) {
        boolean embedded = values.find(URI).map(Optional::isEmpty).orElse(false);
        if (embedded
                && values.find(DURABILITY).filter(Durability.REPLICATED::equals).isPresent()) {
            values.problem(DURABILITY, "cannot be replicated with the embedded Redis; allowed: everysec, always");
        }
    }
}
