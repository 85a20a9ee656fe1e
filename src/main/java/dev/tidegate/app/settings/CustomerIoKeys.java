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
import java.util.regex.Pattern;

/** The keys of a destination of type {@code customerio}. */
final class CustomerIoKeys {
    private static final Pattern SITE = Pattern.compile("[0-9A-Za-z_-]{1,100}");

    private static final Key<String> SITE_ID = Key.required(
            "site_id",
            Scalars.text(SITE, "a site id", "letters, digits, _ and -"),
            "The workspace's site id, beside the key of the Track API.");
    private static final Key<Secret> API_KEY =
            Key.required("api_key", Scalars.secret(), "The key of the Track API, to which events go.");
    private static final Key<Secret> APP_API_KEY = Key.optional(
            "app_api_key", Scalars.secret(), "A key of the App API, which transactional messages and broadcasts need.");
    private static final Key<String> REGION = Key.optional(
                    "region", Scalars.choice("us", "eu"), "Where the workspace is.")
            .or("us");

    static final ObjectShape<DestinationSettings> SHAPE = DestinationKeys.unlimited(
                    "Stands in the place of both of the region's addresses; tests use it.")
            .rated("1000/s")
            .shape(CustomerIoKeys::customerIo, SITE_ID, API_KEY, APP_API_KEY, REGION);

    private CustomerIoKeys() {}

    private static ConnectorSettings customerIo(Values values, Optional<URI> baseUrl) {
        String region = values.get(REGION).equals("eu") ? "-eu" : "";
        return new ConnectorSettings.CustomerIo(
                values.get(SITE_ID),
                values.get(API_KEY),
                values.find(APP_API_KEY).orElse(null),
                baseUrl.orElseGet(() -> URI.create("https://track" + region + ".customer.io")),
                baseUrl.orElseGet(() -> URI.create("https://api" + region + ".customer.io")));
    }
}
