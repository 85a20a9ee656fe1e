package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.domain.Secret;

/** The keys of a destination of type {@code klaviyo}. */
final class KlaviyoKeys {
    private static final Key<Secret> API_KEY =
            Key.required("api_key", Scalars.secret(), "A private API key of the Klaviyo account, pk_….");
    private static final Key<Boolean> BULK = Key.optional(
                    "bulk",
                    Scalars.flag(),
                    "Whether events that come close together go as one bulk job, of whose outcome Klaviyo does not"
                            + " tell.")
            .or("false");

    static final ObjectShape<DestinationSettings> SHAPE = DestinationKeys.at("https://a.klaviyo.com")
            .rated("350/s")
            .shape(
                    (values, url) ->
                            new ConnectorSettings.Klaviyo(values.get(API_KEY), url.orElseThrow(), values.get(BULK)),
                    API_KEY,
                    BULK);

    private KlaviyoKeys() {}
}
