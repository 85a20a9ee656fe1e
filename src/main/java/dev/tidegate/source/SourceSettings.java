package dev.tidegate.source;

import dev.tidegate.domain.Secret;
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

    /** The same with other placeholders. */
    default SourceSettings with(Placeholders placeholders) {
        Entry changed = entry().with(placeholders);
        return switch (this) {
            case Shopify shopify -> new Shopify(changed, shopify.secrets());
            case StandardWebhooks webhooks -> new StandardWebhooks(changed, webhooks.secrets(), webhooks.tolerance());
            case Segment segment -> new Segment(changed, segment.writeKey(), segment.origins());
            case Json json -> new Json(changed, json.authentication(), json.event());
        };
    }

    /** {@code type: shopify}. Any of the secrets will do, so that one can be replaced by the next. */
    record Shopify(Entry entry, List<Secret> secrets) implements SourceSettings {
        public Shopify {
            secrets = List.copyOf(secrets);
        }
    }

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
     * @param placeholders what names nobody, the same for all sources
     */
    record Entry(String name, String idSpace, @Nullable Duration dedupWindow, Placeholders placeholders) {
        /** A source for which only the built-in placeholders count. */
        public Entry(String name, String idSpace, @Nullable Duration dedupWindow) {
            this(name, idSpace, dedupWindow, Placeholders.BUILT_IN);
        }

        Entry with(Placeholders others) {
            return new Entry(name, idSpace, dedupWindow, others);
        }

        /** A source with nothing set but its name. */
        public static Entry of(String name) {
            return new Entry(name, name, null);
        }
    }
}
