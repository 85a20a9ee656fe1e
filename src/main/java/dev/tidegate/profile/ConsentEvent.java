package dev.tidegate.profile;

import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Digests;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.EventTypes;
import dev.tidegate.domain.ProfileId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's own event for a consent that was given or refused towards it: accepted, decided on and remembered as any
 * other, so that it cancels what an unsubscribe cancels.
 *
 * @param source the name under which it is on record
 * @param proof in words, null if there are none
 */
public record ConsentEvent(
        ProfileId profile,
        ConsentChange change,
        By by,
        String source,
        @Nullable String proof) {
    /** Whose word it is. */
    public enum By {
        /** Somebody who may do everything; their grant also lifts a suppression. */
        OPERATOR,
        /** The customer, on their own page. */
        CUSTOMER,
        /** The customer, through the button that mail programs show. */
        ONE_CLICK;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The event; the same words make the same event, so that a repeated call does nothing new. */
    public Event toEvent(Instant now) {
        String state = change.state().label();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("channel", change.channel().label());
        properties.put("state", state);
        properties.put(ConsentRules.BY, by.label());
        if (proof != null) {
            properties.put("proof", proof);
        }
        String sourceId = "consent:" + Digests.of(profile + "|" + change + "|" + by + "|" + proof);
        return new Event(
                EventId.of(source, sourceId),
                source,
                change.state() == ConsentState.DENIED ? EventTypes.UNSUBSCRIBED : EventTypes.CONSENT_UPDATED,
                change.at(),
                now,
                sourceId,
                Customer.ofProfile(profile),
                properties,
                Map.of(),
                List.of(change));
    }
}
