package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.domain.Secret;

/** The keys of a destination of type {@code braze}. */
final class BrazeKeys {
    private static final Key<Secret> API_KEY = Key.required(
            "api_key",
            Scalars.secret(),
            "A REST API key that may use users.track, and campaigns.trigger.send or canvas.trigger.send where a trigger"
                    + " does.");

    /** The published 3000 in three seconds; accounts on an older contract have less. */
    static final ObjectShape<DestinationSettings> SHAPE = DestinationKeys.ownAddress(
                    "The REST endpoint of the account's instance, such as https://rest.fra-01.braze.eu.")
            .rated("1000/s")
            .shape((values, url) -> new ConnectorSettings.Braze(values.get(API_KEY), url.orElseThrow()), API_KEY);

    private BrazeKeys() {}
}
