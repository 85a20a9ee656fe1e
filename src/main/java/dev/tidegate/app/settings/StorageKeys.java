package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.Values;
import java.time.Duration;

/** The keys in {@code gateway.yaml} that say how work is laid out in Redis. */
final class StorageKeys {
    static final Key<Integer> INTAKES = Key.optional(
                    "intakes", Quantities.integer(1, 256), "Number of intakes; fixed at the first start.")
            .or("16");
    static final Key<Integer> PARTITIONS = Key.optional(
                    "partitions", Quantities.integer(1, 1_024), "Number of partitions; fixed at the first start.")
            .or("64");
    static final Key<Duration> DEDUP_WINDOW = Key.optional(
                    "dedup_window",
                    Quantities.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
                    "For how long a second copy of an event is recognised; a source may set its own.")
            .or("24h");

    private static final Key<Duration> EVENTS = retention(
                    "events", Duration.ofDays(366), "Events that led to something.")
            .or("7d");
    private static final Key<Duration> DECISIONS = retention(
                    "decisions", Duration.ofDays(3_660), "Decisions and their reasons.")
            .or("30d");
    private static final Key<Duration> PROFILE_HISTORY = retention(
                    "profile_history", Duration.ofDays(3_660), "Former versions of profiles.")
            .or("400d");

    static final Key<RetentionSettings> RETENTION = Key.<RetentionSettings>optional(
                    "retention",
                    ObjectShape.of(
                            v -> new RetentionSettings(v.get(EVENTS), v.get(DECISIONS), v.get(PROFILE_HISTORY)),
                            EVENTS,
                            DECISIONS,
                            PROFILE_HISTORY),
                    "How long Redis keeps what is only looked at. An event that led to nothing leaves counters only.")
            .or("{}");

    private static final Key<Long> MAX_QUEUED_EVENTS = Key.optional(
                    "max_queued_events",
                    Quantities.integer(1L, 1_000_000_000L),
                    "Events waiting to be decided on; the limit counts per intake, total / intakes, and is"
                            + " one at least. Then 503.")
            .or("2000000");
    private static final Key<Integer> REDIS_MEMORY_HIGH = Key.optional(
                    "redis_memory_high",
                    Quantities.percent(1, 99),
                    "Share of Redis' maxmemory, in percent, from which on events are answered 503.")
            .or("85%");

    static final Key<OverloadSettings> OVERLOAD = Key.<OverloadSettings>optional(
                    "overload",
                    ObjectShape.of(
                            v -> new OverloadSettings(v.get(MAX_QUEUED_EVENTS), v.get(REDIS_MEMORY_HIGH)),
                            MAX_QUEUED_EVENTS,
                            REDIS_MEMORY_HIGH),
                    "From when on events are refused with 503 and Retry-After.")
            .or("{}");

    private StorageKeys() {}

    private static Key<Duration> retention(String name, Duration most, String about) {
        Shape<Duration> shape = Quantities.duration(Duration.ofSeconds(1), most);
        return Key.optional(name, shape, about);
    }

    static StorageSettings settings(Values values) {
        return new StorageSettings(
                values.get(INTAKES),
                values.get(PARTITIONS),
                values.get(DEDUP_WINDOW),
                values.get(RETENTION),
                values.get(OVERLOAD));
    }
}
