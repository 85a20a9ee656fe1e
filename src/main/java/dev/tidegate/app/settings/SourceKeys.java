package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.SourceSettings.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The keys of the single source types in {@code sources.yaml}; {@link JsonSourceKeys} has those of {@code json}. */
final class SourceKeys {
    static final Key<List<Secret>> SECRETS = Key.required(
            "secrets",
            ListShape.<Secret>some(Scalars.secret()),
            "What the sender signs with; any of several will do, so that one can be replaced by the next.");

    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[a-z0-9.-]+(:[0-9]{1,5})?");
    private static final Key<String> ID_SPACE = Key.optional(
            "id_space",
            Names.shape(),
            "The space that its customer ids count in; sources of the same space mean the same people. The source's"
                    + " name by default.");
    private static final Key<Duration> DEDUP_WINDOW = Key.optional(
            "dedup_window",
            Quantities.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
            "For how long a second copy of an event is recognised; as in gateway.yaml by default.");
    static final Key<Duration> TOLERANCE = Key.optional(
                    "tolerance",
                    Quantities.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
                    "How far the signed time may be away, in both directions.")
            .or("5m");
    private static final Key<Secret> WRITE_KEY =
            Key.required("write_key", Scalars.secret(), "The write key that trackers send along.");
    private static final Key<List<String>> ORIGINS = Key.optional(
                    "origins",
                    ListShape.<String>any(Scalars.text(
                            ORIGIN,
                            "an origin",
                            "an origin such as https://shop.example, lower case and without path, or *")),
                    "The pages that browsers may send from; * is any.")
            .or("[]");

    private static final Key<String> TYPE_PREFIX = Key.optional(
            "type_prefix",
            Scalars.text(),
            "What stands before each type and is no part of its name, such as com.example. before order.completed.");

    /** An order of WooCommerce is told many times, and is complete once. */
    private static final Key<Duration> ORDER_WINDOW = Key.optional(
                    "dedup_window",
                    Quantities.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
                    "For how long it is remembered that an order was complete, and other copies are recognised.")
            .or("14d");

    static final ObjectShape<SourceSettings> SHOPIFY =
            of(v -> new SourceSettings.Shopify(entry(v), v.get(SECRETS)), SECRETS);
    static final ObjectShape<SourceSettings> WOOCOMMERCE = ObjectShape.of(
            v -> new SourceSettings.WooCommerce(
                    new Entry(v.name(), v.find(ID_SPACE).orElse(v.name()), v.get(ORDER_WINDOW)), v.get(SECRETS)),
            SECRETS,
            ID_SPACE,
            ORDER_WINDOW);
    static final ObjectShape<SourceSettings> STRIPE =
            of(v -> new SourceSettings.Stripe(entry(v), v.get(SECRETS), v.get(TOLERANCE)), SECRETS, TOLERANCE);
    static final ObjectShape<SourceSettings> GITHUB =
            of(v -> new SourceSettings.GitHub(entry(v), v.get(SECRETS)), SECRETS);
    static final ObjectShape<SourceSettings> CLOUDEVENTS = of(
                    v -> new SourceSettings.CloudEvents(
                            entry(v), AuthKeys.sender(v), v.find(TYPE_PREFIX).orElse("")),
                    AuthKeys.AUTH,
                    AuthKeys.ADDRESSES,
                    TYPE_PREFIX)
            .checking(AuthKeys::checkSender);
    static final ObjectShape<SourceSettings> STANDARD_WEBHOOKS = of(
            v -> new SourceSettings.StandardWebhooks(entry(v), v.get(SECRETS), v.get(TOLERANCE)), SECRETS, TOLERANCE);
    static final ObjectShape<SourceSettings> SEGMENT =
            of(v -> new SourceSettings.Segment(entry(v), v.get(WRITE_KEY), v.get(ORIGINS)), WRITE_KEY, ORIGINS);

    private SourceKeys() {}

    /** A source type with keys of its own and those that every source has. */
    static ObjectShape<SourceSettings> of(Function<Values, SourceSettings> birth, Key<?>... own) {
        List<Key<?>> keys = new ArrayList<>(List.of(own));
        keys.add(ID_SPACE);
        keys.add(DEDUP_WINDOW);
        return ObjectShape.of(keys, birth);
    }

    static Entry entry(Values values) {
        return new Entry(
                values.name(),
                values.find(ID_SPACE).orElse(values.name()),
                values.find(DEDUP_WINDOW).orElse(null));
    }
}
