package dev.tidegate.profile;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Profile;
import dev.tidegate.redis.Identifier;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Under which identifiers the addresses of a channel stand. */
public final class ChannelAddress {
    private ChannelAddress() {}

    public static Identifier of(Channel channel, String address) {
        return switch (channel) {
            case EMAIL -> Identifier.email(address.toLowerCase(Locale.ROOT));
            case SMS -> Identifier.phone(address);
        };
    }

    /** The address that the customer is written to, or null when there is none. */
    public static @Nullable String newest(Profile profile, Channel channel) {
        return switch (channel) {
            case EMAIL -> profile.email();
            case SMS -> profile.phone();
        };
    }

    /** All that are known, the one to use last. */
    public static List<String> all(Profile profile, Channel channel) {
        return switch (channel) {
            case EMAIL -> profile.emails();
            case SMS -> profile.phones();
        };
    }
}
