package dev.tidegate.source.catalog;

import dev.tidegate.source.Prepared;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.bigcommerce.BigCommerceSource;
import dev.tidegate.source.cloudevents.CloudEventsSource;
import dev.tidegate.source.customerio.CustomerIoSource;
import dev.tidegate.source.github.GitHubSource;
import dev.tidegate.source.klaviyo.KlaviyoSource;
import dev.tidegate.source.mailgun.MailgunSource;
import dev.tidegate.source.mapped.JsonSource;
import dev.tidegate.source.postmark.PostmarkSource;
import dev.tidegate.source.segment.SegmentSource;
import dev.tidegate.source.sendgrid.SendGridSource;
import dev.tidegate.source.ses.SesSource;
import dev.tidegate.source.shopify.ShopifySource;
import dev.tidegate.source.standardwebhooks.StandardWebhooksSource;
import dev.tidegate.source.stripe.StripeSource;
import dev.tidegate.source.woocommerce.WooCommerceSource;

/** Makes the source that settings describe. A new type of source is added here and nowhere else. */
public final class Sources {
    private Sources() {}

    /** Checks what the settings' records cannot, such as the expressions, and makes all that event loops can share. */
    public static Prepared prepare(SourceSettings settings) {
        return switch (settings) {
            case SourceSettings.Shopify shopify -> ShopifySource.prepare(shopify);
            case SourceSettings.WooCommerce woo -> WooCommerceSource.prepare(woo);
            case SourceSettings.BigCommerce big -> BigCommerceSource.prepare(big);
            case SourceSettings.Stripe stripe -> StripeSource.prepare(stripe);
            case SourceSettings.GitHub github -> GitHubSource.prepare(github);
            case SourceSettings.CloudEvents events -> CloudEventsSource.prepare(events);
            case SourceSettings.StandardWebhooks standard -> StandardWebhooksSource.prepare(standard);
            case SourceSettings.Segment segment -> SegmentSource.prepare(segment);
            case SourceSettings.SendGridEvents sendGrid -> SendGridSource.prepare(sendGrid);
            case SourceSettings.Mailgun mailgun -> MailgunSource.prepare(mailgun);
            case SourceSettings.Postmark postmark -> PostmarkSource.prepare(postmark);
            case SourceSettings.Ses ses -> SesSource.prepare(ses);
            case SourceSettings.CustomerIo customerIo -> CustomerIoSource.prepare(customerIo);
            case SourceSettings.Klaviyo klaviyo -> KlaviyoSource.prepare(klaviyo);
            case SourceSettings.Json json -> JsonSource.prepare(json);
        };
    }
}
