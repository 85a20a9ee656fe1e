package dev.tidegate.json;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Engagement;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A profile as it is stored. */
public final class ProfileCodec {
    private static final long FORMAT = 1;

    private ProfileCodec() {}

    public static byte[] encode(Profile profile) {
        JsonWriter out = new JsonWriter(512).startObject();
        out.name("f").value(FORMAT);
        out.name("id").value(profile.id().value());
        out.name("created_at").value(Timestamps.format(profile.createdAt()));
        out.name("customer_ids").value(profile.customerIds());
        out.name("emails").value(profile.emails());
        out.name("phones").value(profile.phones());
        out.name("anonymous_ids").value(profile.anonymousIds());
        out.name("fields").value(profile.fields());
        out.name("known_since").startObject();
        profile.knownSince().forEach((fact, at) -> out.name(fact).value(Timestamps.format(at)));
        out.endObject();
        out.name("consent").startObject();
        profile.consent()
                .forEach((channel, change) -> out.name(channel.label())
                        .startObject()
                        .name("state")
                        .value(change.state().label())
                        .name("at")
                        .value(Timestamps.format(change.at()))
                        .endObject());
        out.endObject();
        out.name("orders_count").value(profile.ordersCount());
        out.name("revenue").value(profile.revenue());
        time(out, "first_seen_at", profile.firstSeenAt());
        time(out, "last_seen_at", profile.lastSeenAt());
        time(out, "last_order_at", profile.lastOrderAt());
        engagement(out, profile.engagement());
        out.name("version").value(profile.version());
        return out.endObject().toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it is of another format
     */
    public static Profile decode(byte[] json) {
        return profile(Stored.read(json));
    }

    /** Reads a profile that stands within another stored value. */
    public static Profile profile(Stored stored) {
        if (stored.number("f") != FORMAT) {
            throw new IllegalArgumentException("a stored profile is of another format");
        }
        Map<Channel, ConsentChange> consent = new EnumMap<>(Channel.class);
        Stored states = stored.object("consent");
        for (Channel channel : Channel.values()) {
            if (states.has(channel.label())) {
                Stored change = states.object(channel.label());
                ConsentState state = change.constant(ConsentState.class, "state");
                consent.put(channel, new ConsentChange(channel, state, change.instant("at")));
            }
        }
        Map<String, BigDecimal> revenue = new HashMap<>();
        stored.map("revenue").forEach((currency, sum) -> revenue.put(currency, Stored.decimal(sum)));
        return new Profile(
                new ProfileId(stored.text("id")),
                stored.instant("created_at"),
                stored.textsByName("customer_ids"),
                stored.texts("emails"),
                stored.texts("phones"),
                stored.texts("anonymous_ids"),
                stored.map("fields"),
                stored.instantsByName("known_since"),
                consent,
                stored.number("orders_count"),
                revenue,
                stored.instantOrNull("first_seen_at"),
                stored.instantOrNull("last_seen_at"),
                stored.instantOrNull("last_order_at"),
                engagement(stored),
                stored.number("version"));
    }

    /** The days as day, opens and clicks one after the other. */
    private static void engagement(JsonWriter out, Engagement engagement) {
        if (!engagement.days().isEmpty()) {
            out.name("days").startList();
            engagement
                    .days()
                    .forEach((day, counted) ->
                            out.value(day.longValue()).value(counted.opens()).value(counted.clicks()));
            out.endList();
        }
        if (engagement.carts() > 0) {
            out.name("carts").value(engagement.carts());
            out.name("baskets").value(engagement.baskets());
        }
    }

    private static Engagement engagement(Stored stored) {
        if (!stored.has("days") && !stored.has("carts")) {
            return Engagement.NONE;
        }
        List<Long> numbers = stored.numbers("days");
        SortedMap<Long, Engagement.Day> days = new TreeMap<>();
        for (int i = 0; i + 2 < numbers.size(); i += 3) {
            days.put(numbers.get(i), new Engagement.Day(numbers.get(i + 1), numbers.get(i + 2)));
        }
        return new Engagement(days, stored.has("carts") ? stored.number("carts") : 0, stored.texts("baskets"));
    }

    private static void time(JsonWriter out, String name, @Nullable Instant time) {
        if (time != null) {
            out.name(name).value(Timestamps.format(time));
        }
    }
}
