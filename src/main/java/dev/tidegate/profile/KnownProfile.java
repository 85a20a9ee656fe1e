package dev.tidegate.profile;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Profile;
import java.util.EnumMap;
import java.util.Map;

/**
 * A profile with what is on record for the addresses in use.
 *
 * @param addresses for the newest address of each channel, absent where there is none
 */
public record KnownProfile(Profile profile, Map<Channel, AddressRecord> addresses) {
    public KnownProfile {
        addresses = Map.copyOf(addresses);
    }

    /** How consent stands: as the address has it, since that decides, and else as the customer's own events said. */
    public Map<Channel, Standing> consent() {
        Map<Channel, Standing> consent = new EnumMap<>(Channel.class);
        profile.consent()
                .forEach((channel, change) ->
                        consent.put(channel, new Standing(change.state(), change.at(), null, null, null)));
        addresses.forEach((channel, record) -> {
            Standing standing = record.consent().get(channel);
            if (standing != null) {
                consent.put(channel, standing);
            }
        });
        return consent;
    }

    /** The channels whose address is suppressed. */
    public Map<Channel, Suppression> suppressions() {
        Map<Channel, Suppression> suppressions = new EnumMap<>(Channel.class);
        addresses.forEach((channel, record) -> {
            Suppression suppression = record.suppression();
            if (suppression != null) {
                suppressions.put(channel, suppression);
            }
        });
        return suppressions;
    }
}
