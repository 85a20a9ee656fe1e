package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Addresses;
import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.SourceSettings.BigCommerce.Api;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys of a source of type {@code bigcommerce}. */
final class BigCommerceKeys {
    private static final Key<Secret> ACCESS_TOKEN = Key.optional(
            "access_token",
            Scalars.secret(),
            "Of an API account that may read carts, orders and customers; events are completed with what the store's"
                    + " API tells. Without it they hold ids only.");
    private static final Key<URI> BASE_URL = Key.optional(
                    "base_url", Addresses.url(), "The provider's API, without the store; tests point it elsewhere.")
            .or("https://api.bigcommerce.com");
    private static final Key<Boolean> ALLOW_PRIVATE = Key.optional(
                    "allow_private",
                    Scalars.flag(),
                    "Whether base_url may lead to addresses that are not of the public internet.")
            .or("false");
    private static final Key<Duration> COMPLETE_WITHIN = Key.optional(
                    "complete_within",
                    Quantities.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
                    "For how long an event waits to be completed; then it goes on with ids only.")
            .or("15m");

    static final ObjectShape<SourceSettings> SHAPE = SourceKeys.of(
                    v -> new SourceSettings.BigCommerce(
                            SourceKeys.entry(v), v.get(SourceKeys.SECRETS), v.get(SourceKeys.TOLERANCE), api(v)),
                    SourceKeys.SECRETS,
                    SourceKeys.TOLERANCE,
                    ACCESS_TOKEN,
                    BASE_URL,
                    ALLOW_PRIVATE,
                    COMPLETE_WITHIN)
            .checking(BigCommerceKeys::checkAddress);

    private BigCommerceKeys() {}

    private static void checkAddress(Values values) {
        if (!"https".equals(values.get(BASE_URL).getScheme()) && !values.get(ALLOW_PRIVATE)) {
            values.problem(BASE_URL, "is not https, so that others could read the access token on its way");
        }
    }

    private static @Nullable Api api(Values values) {
        return values.find(ACCESS_TOKEN)
                .map(token ->
                        new Api(token, values.get(BASE_URL), values.get(ALLOW_PRIVATE), values.get(COMPLETE_WITHIN)))
                .orElse(null);
    }
}
