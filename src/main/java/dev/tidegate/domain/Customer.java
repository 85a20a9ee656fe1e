package dev.tidegate.domain;

import org.jspecify.annotations.Nullable;

/**
 * The customer as one event names them; every identifier is already standardised and none is a placeholder.
 *
 * @param customerId the sender's own id, meaningful only within {@code idSpace}
 * @param idSpace the space that {@code customerId} counts in
 * @param email the address with a lower-case domain
 * @param phone E.164
 * @param anonymousId a tracker's id of a browser or device
 */
public record Customer(
        @Nullable String customerId,
        String idSpace,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String anonymousId) {

    /** No source's: a name in the settings cannot hold this sign. */
    private static final String PROFILES = "=profile";

    /** The customer of an event that the gateway itself makes, by their profile. */
    public static Customer ofProfile(ProfileId profile) {
        return new Customer(profile.value(), PROFILES, null, null, null);
    }

    /** The profile, when the gateway itself made the event and knows it; null for every sender's event. */
    public @Nullable ProfileId profile() {
        return customerId != null && idSpace.equals(PROFILES) ? new ProfileId(customerId) : null;
    }

    /** Nobody known, within an id space. */
    public static Customer unknown(String idSpace) {
        return new Customer(null, idSpace, null, null, null);
    }
}
