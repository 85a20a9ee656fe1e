package dev.tidegate.source;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A source of each type, with our own payloads in its provider's shape.
 *
 * @param payloads each with its topic
 */
public record Played(SourceSettings settings, List<Payload> payloads) {
    public static final String SNS_TOPIC = "arn:aws:sns:eu-central-1:123456789012:ses-events";

    private static final String DEMO = "demo:";
    private static final Map<String, Played> ALL = all("more");

    /** By the names of {@code sources.yaml}. */
    public static final List<String> TYPES = List.copyOf(ALL.keySet());

    public Played {
        payloads = List.copyOf(payloads);
    }

    public static Played of(String type) {
        return Objects.requireNonNull(ALL.get(type), type);
    }

    /** Played by somebody whose secrets are others. */
    public static Played byAnother(String type) {
        return Objects.requireNonNull(all("less").get(type), type);
    }

    /** @param topic what happened, for providers that say so in a header; else empty */
    public record Payload(String file, String topic) {
        public byte[] bytes() {
            return file.startsWith(DEMO) ? Fixtures.sample(file.substring(DEMO.length())) : Fixtures.resource(file);
        }
    }

    private static Map<String, Played> all(String word) {
        Secret secret = new Secret("sixteen-letters-and-" + word);
        List<Secret> secrets = List.of(secret);
        String key =
                Base64.getEncoder().encodeToString(("sixteen-letters-and-" + word).getBytes(StandardCharsets.UTF_8));
        Map<String, Played> all = new LinkedHashMap<>();
        all.put(
                "shopify",
                new Played(
                        new SourceSettings.Shopify(Entry.of("shopify"), secrets),
                        List.of(
                                new Payload("shopify/carts_update.json", "carts/update"),
                                new Payload("shopify/checkouts_create.json", "checkouts/create"),
                                new Payload("shopify/orders_create.json", "orders/create"),
                                new Payload("shopify/refunds_create.json", "refunds/create"),
                                new Payload("shopify/customers_update.json", "customers/update"),
                                new Payload(
                                        "shopify/customers_email_marketing_consent_update.json",
                                        "customers_email_marketing_consent/update"),
                                new Payload(
                                        "shopify/customers_marketing_consent_update.json",
                                        "customers_marketing_consent/update"),
                                new Payload(DEMO + "shopify/customers_data_request.json", "customers/data_request"))));
        all.put(
                "woocommerce",
                new Played(
                        new SourceSettings.WooCommerce(Entry.of("woocommerce"), secrets),
                        List.of(
                                new Payload(DEMO + "woocommerce/order_created.json", "order/created"),
                                new Payload(DEMO + "woocommerce/order_created.json", "order/updated"),
                                new Payload(DEMO + "woocommerce/customer_updated.json", "customer/updated"))));
        all.put(
                "bigcommerce",
                new Played(
                        new SourceSettings.BigCommerce(
                                Entry.of("bigcommerce"), secrets, SourceSettings.DEFAULT_TOLERANCE),
                        List.of(new Payload(DEMO + "bigcommerce/store_cart_converted.json", ""))));
        all.put(
                "stripe",
                new Played(
                        new SourceSettings.Stripe(Entry.of("stripe"), secrets, SourceSettings.DEFAULT_TOLERANCE),
                        List.of(
                                new Payload(DEMO + "stripe/checkout_session_completed.json", ""),
                                new Payload(DEMO + "stripe/charge_refunded.json", ""))));
        all.put(
                "github",
                new Played(
                        new SourceSettings.GitHub(Entry.of("github"), secrets),
                        List.of(new Payload(DEMO + "github/star.json", "star"))));
        all.put(
                "cloudevents",
                new Played(
                        new SourceSettings.CloudEvents(
                                Entry.of("cloudevents"), new Authentication.Bearer(secret), "example.lampenladen."),
                        List.of(new Payload(DEMO + "cloudevents/order_completed.json", ""))));
        all.put(
                "standard-webhooks",
                new Played(
                        new SourceSettings.StandardWebhooks(
                                Entry.of("standard-webhooks"),
                                List.of(new Secret("whsec_" + key)),
                                SourceSettings.DEFAULT_TOLERANCE),
                        List.of(new Payload("standard-webhooks/order_completed.json", ""))));
        all.put(
                "segment",
                new Played(
                        new SourceSettings.Segment(Entry.of("segment"), secret, List.of("https://shop.example")),
                        List.of(new Payload("segment/order_completed.json", ""))));
        all.put(
                "json",
                new Played(
                        new SourceSettings.Json(Entry.of("json"), new Authentication.Bearer(secret), mapping()),
                        List.of(new Payload("json/crm.json", ""))));
        all.put(
                "sendgrid-events",
                new Played(
                        new SourceSettings.SendGridEvents(
                                Entry.of("sendgrid-events"),
                                KeyPairs.base64(KeyPairs.ec(word, 256).getPublic()),
                                SourceSettings.DEFAULT_TOLERANCE),
                        List.of(new Payload("sendgrid/click.json", ""))));
        all.put(
                "mailgun",
                new Played(
                        new SourceSettings.Mailgun(Entry.of("mailgun"), secrets, SourceSettings.DEFAULT_TOLERANCE),
                        List.of(new Payload("mailgun/opened.json", ""))));
        all.put(
                "postmark",
                new Played(
                        new SourceSettings.Postmark(
                                Entry.of("postmark"), new Authentication.Basic(new Secret("postmark:hush-" + word))),
                        List.of(new Payload("postmark/click.json", ""))));
        all.put(
                "ses",
                new Played(
                        new SourceSettings.Ses(
                                Entry.of("ses"), List.of(SNS_TOPIC), List.of(), SourceSettings.DEFAULT_TOLERANCE),
                        List.of(new Payload("ses/click.json", ""))));
        all.put(
                "customerio",
                new Played(
                        new SourceSettings.CustomerIo(
                                Entry.of("customerio"), secrets, SourceSettings.DEFAULT_TOLERANCE),
                        List.of(new Payload("customerio/clicked.json", ""))));
        all.put(
                "klaviyo",
                new Played(
                        new SourceSettings.Klaviyo(Entry.of("klaviyo"), secrets, SourceSettings.DEFAULT_TOLERANCE),
                        List.of(new Payload("klaviyo/opened.json", ""))));
        return all;
    }

    private static Map<String, String> mapping() {
        Map<String, String> mapping = new LinkedHashMap<>();
        mapping.put("id", "body.id");
        mapping.put("type", "body.kind");
        mapping.put("occurred_at", "body.at");
        mapping.put("customer_id", "body.user.id");
        mapping.put("email", "body.user.mail");
        mapping.put("properties", "body.data");
        mapping.put("consent", "body.agreed");
        mapping.put("context", "{'trace': headers['x-trace']}");
        return mapping;
    }
}
