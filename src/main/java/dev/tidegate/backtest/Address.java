package dev.tidegate.backtest;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Profile;
import dev.tidegate.profile.ChannelAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where messages of a channel go; customers can share one. */
record Address(Channel channel, String text) {
    Address {
        text = channel == Channel.EMAIL ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** The one that the customer is written to, or null when there is none. */
    static @Nullable Address of(Profile profile, Channel channel) {
        String newest = ChannelAddress.newest(profile, channel);
        return newest == null ? null : new Address(channel, newest);
    }
}
