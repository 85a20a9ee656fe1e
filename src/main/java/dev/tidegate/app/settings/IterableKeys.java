package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.domain.Secret;
import java.net.URI;
import java.util.Optional;

/** The keys of a destination of type {@code iterable}. */
final class IterableKeys {
    private static final Key<Secret> API_KEY =
            Key.required("api_key", Scalars.secret(), "A server-side API key of the project.");
    private static final Key<String> REGION = Key.optional(
                    "region", Scalars.choice("us", "eu"), "Where the project is.")
            .or("us");

    static final ObjectShape<DestinationSettings> SHAPE = DestinationKeys.unlimited(
                    "Stands in the place of the region's address; tests use it.")
            .rated("2000/s")
            .shape(IterableKeys::iterable, API_KEY, REGION);

    private IterableKeys() {}

    private static ConnectorSettings iterable(Values values, Optional<URI> baseUrl) {
        String host = values.get(REGION).equals("eu") ? "api.eu.iterable.com" : "api.iterable.com";
        return new ConnectorSettings.IterableEvents(
                values.get(API_KEY), baseUrl.orElseGet(() -> URI.create("https://" + host)));
    }
}
