package dev.tidegate.expression;

import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.domain.Profile;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The variable {@code profile}: the customer as known when the expression runs, the event at hand included. {@code revenue}
 * maps a currency to a sum, {@code consent} a channel to {@code granted}, {@code denied} or {@code unknown}. What is not known of the
 * customer is missing; ask with {@code has()}. Counts are never missing. {@code
 * preferences_url} and {@code unsubscribe_url} lead to the customer's own pages; in conditions there are none.
 */
public final class ProfileVariable {
    private static final Fields<Seen> PROFILE = Fields.<Seen>of("Profile")
            .field("id", Type.Simple.STRING, seen -> seen.profile.id().value())
            .field("email", Type.Simple.STRING, seen -> seen.profile.email())
            .field("phone", Type.Simple.STRING, seen -> seen.profile.phone())
            .field(
                    "first_name",
                    Type.Simple.STRING,
                    seen -> seen.profile.fields().get("first_name"))
            .field(
                    "last_name",
                    Type.Simple.STRING,
                    seen -> seen.profile.fields().get("last_name"))
            .field("locale", Type.Simple.STRING, seen -> seen.profile.fields().get("locale"))
            .field("country", Type.Simple.STRING, seen -> seen.profile.fields().get("country"))
            .field("timezone", Type.Simple.STRING, seen -> seen.profile.fields().get("timezone"))
            .field("fields", new Type.MapOf(Type.Simple.ANY), seen -> seen.profile.fields())
            .field("customer_ids", new Type.MapOf(Type.Simple.STRING), seen -> seen.profile.customerIds())
            .field("emails", new Type.ListOf(Type.Simple.STRING), seen -> seen.profile.emails())
            .field("phones", new Type.ListOf(Type.Simple.STRING), seen -> seen.profile.phones())
            .field("orders_count", Type.Simple.INT, seen -> seen.profile.ordersCount())
            .field("revenue", new Type.MapOf(Type.Simple.DOUBLE), seen -> seen.profile.revenue())
            .field("last_order_at", Type.Simple.TIMESTAMP, seen -> seen.profile.lastOrderAt())
            .field("first_seen_at", Type.Simple.TIMESTAMP, seen -> seen.profile.firstSeenAt())
            .field("last_seen_at", Type.Simple.TIMESTAMP, seen -> seen.profile.lastSeenAt())
            .field("consent", new Type.MapOf(Type.Simple.STRING), seen -> consent(seen.profile))
            .field(
                    "opens_30d",
                    Type.Simple.INT,
                    seen -> seen.profile.engagement().opens(30, seen.now))
            .field(
                    "opens_90d",
                    Type.Simple.INT,
                    seen -> seen.profile.engagement().opens(90, seen.now))
            .field(
                    "clicks_30d",
                    Type.Simple.INT,
                    seen -> seen.profile.engagement().clicks(30, seen.now))
            .field(
                    "clicks_90d",
                    Type.Simple.INT,
                    seen -> seen.profile.engagement().clicks(90, seen.now))
            .field(
                    "carts_count",
                    Type.Simple.INT,
                    seen -> seen.profile.engagement().carts())
            .field("preferences_url", Type.Simple.STRING, seen -> seen.links.preferences(seen.profile.id()))
            .field("unsubscribe_url", Type.Simple.STRING, seen -> seen.links.unsubscribe(seen.profile.id()))
            .build();

    public static final Type TYPE = PROFILE.type();

    private ProfileVariable() {}

    /**
     * The profile as expressions see it.
     *
     * @param links made only when they are asked for; missing where no public address is configured
     * @param now from which days are counted back
     */
    public static Map<String, Object> of(Profile profile, CustomerLinks links, Instant now) {
        return PROFILE.view(new Seen(profile, links, now));
    }

    /** A profile, the links to its pages, and when it is looked at. */
    private record Seen(Profile profile, CustomerLinks links, Instant now) {}

    private static Map<String, String> consent(Profile profile) {
        Map<String, String> states = new HashMap<>();
        profile.consent()
                .forEach((channel, change) ->
                        states.put(channel.label(), change.state().label()));
        return states;
    }
}
