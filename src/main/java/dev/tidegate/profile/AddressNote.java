package dev.tidegate.profile;

import dev.tidegate.domain.Channel;
import java.time.Instant;

/**
 * What an event has put on record for one address.
 *
 * @param what the label of a channel, or one of the other words
 * @param value the state of consent, or the reason of a suppression, else empty
 * @param at since when it holds
 */
public record AddressNote(Channel channel, String address, String what, String value, Instant at) {
    /** The address gets no marketing whatever was agreed to. */
    public static final String SUPPRESSED = "suppressed";

    /** An operator allows the address again. */
    public static final String LIFTED = "lifted";

    /** Nothing older is known any more. */
    public static final String ERASED = "erased";
}
