package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.MapShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.VariantShape;
import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Position;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of {@code destinations.yaml}. */
final class DestinationsFile {
    private static final List<String> LATER = List.of("mailchimp", "hubspot", "activecampaign");

    private static final ObjectShape<DestinationSettings> ZAPIER = WebhookKeys.unsigned();
    private static final ObjectShape<DestinationSettings> SIMULATOR = DestinationKeys.unlimited(
                    "A simulator elsewhere; the built-in one by default.")
            .shape((values, url) -> new ConnectorSettings.Simulator(url.orElse(BuiltInSimulator.ANYWHERE)));

    private static final Key<Map<String, DestinationSettings>> DESTINATIONS = Key.required(
            "destinations",
            new MapShape<DestinationSettings>(
                    Names.PATTERN,
                    Names.ALLOWED,
                    new VariantShape<>("Which ESP it is, or any HTTP endpoint.", types(), LATER)),
            "Who gets messages, each under a name.");

    static final SettingsFile<List<DestinationSettings>> FILE = new SettingsFile<>(
            "destinations.yaml",
            true,
            "Where messages go.",
            ObjectShape.of(values -> List.copyOf(values.get(DESTINATIONS).values()), DESTINATIONS));

    private DestinationsFile() {}

    private static Map<String, ObjectShape<? extends DestinationSettings>> types() {
        Map<String, ObjectShape<? extends DestinationSettings>> types = new LinkedHashMap<>();
        types.put("webhook", WebhookKeys.SHAPE);
        types.put("klaviyo", KlaviyoKeys.SHAPE);
        types.put("braze", BrazeKeys.SHAPE);
        types.put("customerio", CustomerIoKeys.SHAPE);
        types.put("sendgrid", MailKeys.SENDGRID);
        types.put("postmark", MailKeys.POSTMARK);
        types.put("mandrill", MailKeys.MANDRILL);
        types.put("mailgun", MailKeys.MAILGUN);
        types.put("brevo", MailKeys.BREVO);
        types.put("iterable", IterableKeys.SHAPE);
        types.put("smtp", SmtpKeys.SHAPE);
        types.put("zapier", ZAPIER);
        types.put("simulator", SIMULATOR);
        return types;
    }

    /** The names that stand in the file with their places, of destinations that can be used and of those that cannot. */
    static Map<String, Position> places(Cursor file) {
        List<Cursor> entries = file.find(DESTINATIONS.name())
                .filter(Cursor::isMapping)
                .map(Cursor::entries)
                .orElse(List.of());
        Map<String, Position> places = new LinkedHashMap<>();
        entries.forEach(entry -> places.put(entry.name(), entry.keyAt()));
        return places;
    }
}
