package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.MapShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.VariantShape;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.SourceSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The keys of {@code sources.yaml}. */
final class SourcesFile {
    private static final List<String> LATER = List.of("mailchimp", "mandrill", "adobe-commerce", "brevo", "braze");

    private SourcesFile() {}

    /** @param prepare says what is wrong with a source beyond its keys */
    static SettingsFile<List<SourceSettings>> with(Function<SourceSettings, Prepared> prepare) {
        Shape<SourceSettings> source =
                new VariantShape<>("Who sends, which decides on signature and mapping.", types(), LATER);
        Key<Map<String, SourceSettings>> sources = Key.required(
                "sources",
                new MapShape<SourceSettings>(Names.PATTERN, Names.ALLOWED, new PreparedShape(source, prepare)),
                "Who may send events, each under a name; it is reached at /v1/webhooks/NAME.");
        return new SettingsFile<>(
                "sources.yaml",
                true,
                "Where events come from.",
                ObjectShape.of(values -> List.copyOf(values.get(sources).values()), sources));
    }

    private static Map<String, ObjectShape<? extends SourceSettings>> types() {
        Map<String, ObjectShape<? extends SourceSettings>> types = new LinkedHashMap<>();
        types.put("shopify", SourceKeys.SHOPIFY);
        types.put("woocommerce", SourceKeys.WOOCOMMERCE);
        types.put("bigcommerce", BigCommerceKeys.SHAPE);
        types.put("stripe", SourceKeys.STRIPE);
        types.put("github", SourceKeys.GITHUB);
        types.put("cloudevents", SourceKeys.CLOUDEVENTS);
        types.put("segment", SourceKeys.SEGMENT);
        types.put("standard-webhooks", SourceKeys.STANDARD_WEBHOOKS);
        types.put("sendgrid-events", EngagementKeys.SENDGRID);
        types.put("mailgun", EngagementKeys.MAILGUN);
        types.put("postmark", EngagementKeys.POSTMARK);
        types.put("ses", EngagementKeys.SES);
        types.put("customerio", EngagementKeys.CUSTOMERIO);
        types.put("klaviyo", EngagementKeys.KLAVIYO);
        types.put("json", JsonSourceKeys.SHAPE);
        return types;
    }
}
