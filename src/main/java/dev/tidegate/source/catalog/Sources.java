package dev.tidegate.source.catalog;

import dev.tidegate.source.Prepared;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.shopify.ShopifySigner;
import dev.tidegate.source.shopify.ShopifySource;

/** Makes the source that settings describe. A new type of source is added here and nowhere else. */
public final class Sources {
    private Sources() {}

    /** Checks what the settings' records cannot, such as the expressions, and makes all that event loops can share. */
    public static Prepared prepare(SourceSettings settings) {
        return switch (settings) {
            case SourceSettings.Shopify shopify ->
                new Prepared.Ready(
                        shopify.common().name(),
                        () -> new ShopifySource(shopify),
                        new ShopifySigner(shopify.secrets().getFirst()));
            default -> throw new UnsupportedOperationException(settings.common().name());
        };
    }
}
