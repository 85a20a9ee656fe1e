package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Addresses;
import dev.tidegate.app.settings.shape.ConvertedShape;
import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.delivery.DestinationSettings.Breaker;
import dev.tidegate.delivery.DestinationSettings.OnUnknown;
import dev.tidegate.delivery.DestinationSettings.Rate;
import dev.tidegate.delivery.DestinationSettings.Retry;
import dev.tidegate.delivery.OnlyTo;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** The keys that every destination type has, with the defaults of one type. */
final class DestinationKeys {
    private static final Pattern ADDRESSES = Pattern.compile("[^\\s]{1,254}");
    private static final Key<Duration> ANY_TIMEOUT = Key.optional(
            "timeout",
            Quantities.duration(Duration.ofMillis(10), Duration.ofMinutes(2)),
            "How long one attempt may take.");
    private static final Key<Duration> TIMEOUT = ANY_TIMEOUT.or("10s");
    private static final Key<Duration> LONG_TIMEOUT = ANY_TIMEOUT.or("60s");
    private static final Key<Integer> CONCURRENCY = Key.optional(
                    "concurrency", Quantities.integer(1, 1_000), "Attempts under way at once, in one process.")
            .or("32");
    private static final Key<Retry> RETRY = Key.optional("retry", RetryKeys.SHAPE, "When a message is tried again.")
            .or("{}");
    private static final Key<Breaker> CIRCUIT_BREAKER = Key.optional(
                    "circuit_breaker", BreakerKeys.SHAPE, "When sending stops because the destination is not well.")
            .or("{}");
    private static final Key<OnUnknown> ON_UNKNOWN = Key.optional(
            "on_unknown",
            Scalars.choice(OnUnknown.class, choice -> choice.name().toLowerCase(Locale.ROOT)),
            "What to do when the provider may or may not have taken a message: try it again, or park it. Retry by"
                    + " default where the provider has an idempotency key, else park.");
    private static final Key<Boolean> ALLOW_PRIVATE = Key.optional(
            "allow_private",
            Scalars.flag(),
            "Whether it may be at a private, loopback, link-local or metadata address; only the built-in simulator may"
                    + " by default.");
    private static final Key<Boolean> PAUSED = Key.optional(
                    "paused", Scalars.flag(), "Whether nothing is sent for now; messages wait.")
            .or("false");
    private static final Key<List<String>> ONLY_TO = Key.optional(
            "only_to",
            ListShape.<String>some(
                    Scalars.text(ADDRESSES, "addresses", "an address, in which * stands for anything: *@shop.example")),
            "The only addresses that are reached, for a staging system say; everybody by default.");
    private static final Key<Boolean> VERIFY = Key.optional(
                    "verify",
                    Scalars.flag(),
                    "Whether it is asked at start, and when its settings have changed, if it accepts the credentials,"
                        + " by a request that changes nothing; the answer is in the log and in GET /v1/destinations.")
            .or("false");

    private static final Shape<Rate> RATE =
            new ConvertedShape<>(Quantities.rate(), rate -> new Rate(rate.count(), rate.per()));

    private static final Key<Rate> NO_RATE =
            Key.optional("rate", RATE, "Messages per time, shared by all processes; no limit by default.");

    private final Optional<Key<URI>> baseUrl;
    private final Key<Duration> timeout;
    private final Key<Rate> rate;

    private DestinationKeys(Optional<Key<URI>> baseUrl, Key<Duration> timeout, Key<Rate> rate) {
        this.baseUrl = baseUrl;
        this.timeout = timeout;
        this.rate = rate;
    }

    /** For what is no HTTP API, and may think long about what it is given. */
    static DestinationKeys ofMail() {
        return new DestinationKeys(Optional.empty(), LONG_TIMEOUT, NO_RATE);
    }

    /** Without a rate. */
    static DestinationKeys unlimited(String aboutBaseUrl) {
        return unlimited(Key.optional("base_url", Addresses.url(), aboutBaseUrl));
    }

    /** With the provider's own address, and without a rate. */
    static DestinationKeys at(String providerUrl) {
        return unlimited(Key.optional("base_url", Addresses.url(), "The provider's API; tests point it elsewhere.")
                .or(providerUrl));
    }

    /** Where each account has an address of its own; without a rate. */
    static DestinationKeys ownAddress(String aboutBaseUrl) {
        return unlimited(Key.required("base_url", Addresses.url(), aboutBaseUrl));
    }

    private static DestinationKeys unlimited(Key<URI> baseUrl) {
        return new DestinationKeys(Optional.of(baseUrl), TIMEOUT, NO_RATE);
    }

    /** The same with the rate that the provider publishes. */
    DestinationKeys rated(String providerRate) {
        return new DestinationKeys(
                baseUrl,
                timeout,
                Key.optional("rate", RATE, "Messages per time, shared by all processes.")
                        .or(providerRate));
    }

    /**
     * A destination type with keys of its own and these.
     *
     * @param type gets the base URL too, which some types do without
     */
    ObjectShape<DestinationSettings> shape(BiFunction<Values, Optional<URI>, ConnectorSettings> type, Key<?>... own) {
        List<Key<?>> keys = new ArrayList<>(List.of(own));
        baseUrl.ifPresent(keys::add);
        keys.addAll(List.of(
                timeout,
                CONCURRENCY,
                rate,
                RETRY,
                CIRCUIT_BREAKER,
                ON_UNKNOWN,
                ALLOW_PRIVATE,
                PAUSED,
                ONLY_TO,
                VERIFY));
        return ObjectShape.of(keys, values -> settings(values, type.apply(values, baseUrl.flatMap(values::find))));
    }

    private DestinationSettings settings(Values values, ConnectorSettings type) {
        return new DestinationSettings(
                values.name(),
                type,
                values.get(timeout),
                values.get(CONCURRENCY),
                values.find(rate).orElse(null),
                values.get(RETRY),
                values.get(CIRCUIT_BREAKER),
                values.find(ON_UNKNOWN).orElse(null),
                values.find(ALLOW_PRIVATE).orElse(BuiltInSimulator.isMeant(type)),
                values.find(ONLY_TO).map(OnlyTo::new).orElse(OnlyTo.ANYBODY),
                values.get(PAUSED),
                values.get(VERIFY));
    }
}
