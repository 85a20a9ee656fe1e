package dev.tidegate.expression;

import dev.tidegate.domain.Profile;
import java.util.HashMap;
import java.util.Map;

/**
 * The variable {@code profile}: the customer as known when the expression runs, the event at hand included. {@code revenue}
 * maps a currency to a sum, {@code consent} a channel to {@code granted}, {@code denied} or {@code unknown}. What is not known of the
 * customer is missing; ask with {@code has()}. Counts are never missing.
 */
public final class ProfileVariable {
    private static final Fields<Profile> PROFILE = Fields.<Profile>of("Profile")
            .field("id", Type.Simple.STRING, profile -> profile.id().value())
            .field("email", Type.Simple.STRING, Profile::email)
            .field("phone", Type.Simple.STRING, Profile::phone)
            .field("first_name", Type.Simple.STRING, profile -> profile.fields().get("first_name"))
            .field("last_name", Type.Simple.STRING, profile -> profile.fields().get("last_name"))
            .field("locale", Type.Simple.STRING, profile -> profile.fields().get("locale"))
            .field("country", Type.Simple.STRING, profile -> profile.fields().get("country"))
            .field("timezone", Type.Simple.STRING, profile -> profile.fields().get("timezone"))
            .field("fields", new Type.MapOf(Type.Simple.ANY), Profile::fields)
            .field("customer_ids", new Type.MapOf(Type.Simple.STRING), Profile::customerIds)
            .field("emails", new Type.ListOf(Type.Simple.STRING), Profile::emails)
            .field("phones", new Type.ListOf(Type.Simple.STRING), Profile::phones)
            .field("orders_count", Type.Simple.INT, Profile::ordersCount)
            .field("revenue", new Type.MapOf(Type.Simple.DOUBLE), Profile::revenue)
            .field("last_order_at", Type.Simple.TIMESTAMP, Profile::lastOrderAt)
            .field("first_seen_at", Type.Simple.TIMESTAMP, Profile::firstSeenAt)
            .field("last_seen_at", Type.Simple.TIMESTAMP, Profile::lastSeenAt)
            .field("consent", new Type.MapOf(Type.Simple.STRING), ProfileVariable::consent)
            .field("opens_30d", Type.Simple.INT, profile -> 0L)
            .field("opens_90d", Type.Simple.INT, profile -> 0L)
            .field("clicks_30d", Type.Simple.INT, profile -> 0L)
            .field("clicks_90d", Type.Simple.INT, profile -> 0L)
            .build();

    public static final Type TYPE = PROFILE.type();

    private ProfileVariable() {}

    /** The profile as expressions see it. */
    public static Map<String, Object> of(Profile profile) {
        return PROFILE.view(profile);
    }

    private static Map<String, String> consent(Profile profile) {
        Map<String, String> states = new HashMap<>();
        profile.consent()
                .forEach((channel, change) ->
                        states.put(channel.label(), change.state().label()));
        return states;
    }
}
