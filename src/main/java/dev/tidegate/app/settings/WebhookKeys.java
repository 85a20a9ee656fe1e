package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Addresses;
import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.domain.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of a destination of type {@code webhook}. */
final class WebhookKeys {
    /** Base64 with or without its padding, usually after whsec_. */
    private static final Pattern SIGNING_SECRET =
            Pattern.compile("(whsec_)?([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}(==)?|[A-Za-z0-9+/]{3}=?|[A-Za-z0-9+/]{4})");

    private static final String ABOUT_BASE_URL = "Stands in the place of scheme, host and port of url.";
    private static final Key<URI> URL = Key.required("url", Addresses.secretUrl(), "Where messages are posted.");
    private static final Key<URI> HOOK = Key.optional(
            "url",
            Addresses.secretUrl(),
            "A catch hook that gets all messages; besides, or without it, hooks are subscribed by POST"
                    + " /v1/destinations/{name}/hooks.");
    private static final Key<Secret> SECRET =
            Key.optional("secret", signingSecret(), "What messages are signed with, as Standard Webhooks.");
    private static final Key<List<Secret>> SECRETS = Key.optional(
            "secrets",
            ListShape.<Secret>some(signingSecret()),
            "Several, so that one can be replaced by the next; messages are signed with each.");

    static final ObjectShape<DestinationSettings> SHAPE = DestinationKeys.unlimited(ABOUT_BASE_URL)
            .shape(WebhookKeys::webhook, URL, SECRET, SECRETS)
            .checking(WebhookKeys::checkSecrets);

    private WebhookKeys() {}

    private static Shape<Secret> signingSecret() {
        return Scalars.secret(SIGNING_SECRET, "Base64, usually after whsec_, such as openssl rand -base64 32 gives");
    }

    /** A catch hook of Zapier, Make or n8n: whoever knows its URL may post there. */
    static ObjectShape<DestinationSettings> unsigned() {
        return DestinationKeys.unlimited(ABOUT_BASE_URL)
                .shape(
                        (values, base) -> new ConnectorSettings.Zapier(
                                values.find(HOOK).map(url -> at(url, base)).orElse(null)),
                        HOOK);
    }

    private static URI at(URI url, Optional<URI> baseUrl) {
        return baseUrl.map(base -> base.resolve(relative(url))).orElse(url);
    }

    private static ConnectorSettings webhook(Values values, Optional<URI> baseUrl) {
        return new ConnectorSettings.Webhook(
                at(values.get(URL), baseUrl), values.find(SECRET).map(List::of).orElseGet(() -> values.get(SECRETS)));
    }

    private static String relative(URI url) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private static void checkSecrets(Values values) {
        if (values.isSet(SECRET) == values.isSet(SECRETS)) {
            values.problem((values.isSet(SECRET) ? "has both secret and secrets" : "has nothing to sign with")
                    + "; allowed: secret, or secrets with several");
        }
    }
}
