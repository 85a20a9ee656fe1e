package dev.tidegate.source;

import dev.tidegate.domain.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of one source, by its type; the keys are those of {@code sources.yaml}. */
public sealed interface SourceSettings {
    /** How far a signed time may be away, in both directions, where nothing else is set. */
    Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

    Entry entry();

    /** {@code type: shopify}. Any of the secrets will do, so that one can be replaced by the next. */
    record Shopify(Entry entry, List<Secret> secrets) implements SourceSettings {
        public Shopify {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * {@code type: woocommerce}. Any of the secrets will do.
     *
     * @param entry its ids are to be remembered for as long as an order may wait to be paid
     */
    record WooCommerce(Entry entry, List<Secret> secrets) implements SourceSettings {
        public WooCommerce {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * {@code type: bigcommerce}. Any of the client secrets will do.
     *
     * @param api null where events are not to be completed
     */
    record BigCommerce(
            Entry entry,
            List<Secret> secrets,
            Duration tolerance,
            @Nullable Api api) implements SourceSettings {
        public BigCommerce {
            secrets = List.copyOf(secrets);
        }

        /** Without access to the store's API. */
        public BigCommerce(Entry entry, List<Secret> secrets, Duration tolerance) {
            this(entry, secrets, tolerance, null);
        }

        /**
         * How the store's API is asked for what its events lack.
         *
         * @param accessToken of an API account that may read carts, orders and customers
         * @param baseUrl of the provider, without the store
         * @param patience for how long an event may wait for the answers
         */
        public record Api(Secret accessToken, URI baseUrl, boolean allowPrivate, Duration patience) {}
    }

    /** {@code type: stripe}. Any of the endpoint's signing secrets will do. */
    record Stripe(Entry entry, List<Secret> secrets, Duration tolerance) implements SourceSettings {
        public Stripe {
            secrets = List.copyOf(secrets);
        }
    }

    /** {@code type: github}. Any of the secrets will do. */
    record GitHub(Entry entry, List<Secret> secrets) implements SourceSettings {
        public GitHub {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * {@code type: cloudevents}.
     *
     * @param typePrefix what stands before each type and is no part of its name, such as {@code com.example.}; or empty
     */
    record CloudEvents(Entry entry, Authentication authentication, String typePrefix) implements SourceSettings {}

    /** {@code type: standard-webhooks}. */
    record StandardWebhooks(Entry entry, List<Secret> secrets, Duration tolerance) implements SourceSettings {
        public StandardWebhooks {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * {@code type: segment}.
     *
     * @param origins the pages that browsers may send from, such as {@code https://shop.example}; {@code *} is any
     */
    record Segment(Entry entry, Secret writeKey, List<String> origins) implements SourceSettings {
        public Segment {
            origins = List.copyOf(origins);
        }
    }

    /**
     * {@code type: sendgrid-events}.
     *
     * @param publicKey as SendGrid shows it, or as PEM
     */
    record SendGridEvents(Entry entry, String publicKey, Duration tolerance) implements SourceSettings {}

    /** {@code type: mailgun}. */
    record Mailgun(Entry entry, List<Secret> secrets, Duration tolerance) implements SourceSettings {
        public Mailgun {
            secrets = List.copyOf(secrets);
        }
    }

    /** {@code type: postmark}. */
    record Postmark(Entry entry, Authentication authentication) implements SourceSettings {}

    /** {@code type: customerio}. */
    record CustomerIo(Entry entry, List<Secret> secrets, Duration tolerance) implements SourceSettings {
        public CustomerIo {
            secrets = List.copyOf(secrets);
        }
    }

    /** {@code type: klaviyo}. */
    record Klaviyo(Entry entry, List<Secret> secrets, Duration tolerance) implements SourceSettings {
        public Klaviyo {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * {@code type: ses}.
     *
     * @param topics the ARNs of the SNS topics that may deliver
     * @param certificateHosts where certificates may stand beside Amazon's own hosts
     */
    record Ses(Entry entry, List<String> topics, List<String> certificateHosts, Duration tolerance)
            implements SourceSettings {
        public Ses {
            topics = List.copyOf(topics);
            certificateHosts = List.copyOf(certificateHosts);
        }
    }

    /**
     * {@code type: json}.
     *
     * @param event CEL over {@code body} and {@code headers} for the keys of an event, in the order written
     */
    record Json(Entry entry, Authentication authentication, Map<String, String> event) implements SourceSettings {
        public Json {
            event = Collections.unmodifiableMap(new LinkedHashMap<>(event));
        }
    }

    /**
     * What every entry under {@code sources} has, whatever its type.
     *
     * @param name the key under {@code sources}
     * @param idSpace the space that its customer ids count in
     * @param dedupWindow how long an id is remembered, or null for the gateway's own setting
     */
    record Entry(String name, String idSpace, @Nullable Duration dedupWindow) {
        /** A source with nothing set but its name. */
        public static Entry of(String name) {
            return new Entry(name, name, null);
        }
    }
}
