package dev.tidegate.source.standard;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words by which senders say that a customer agreed or not. */
public final class Consents {
    private Consents() {}

    /** The channel of that name, or null. */
    public static @Nullable Channel channel(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "email" -> Channel.EMAIL;
            case "sms" -> Channel.SMS;
            default -> null;
        };
    }

    /** The state that the plain value tells, or null if it tells none. */
    public static @Nullable ConsentState state(@Nullable Object value) {
        return switch (value) {
            case Boolean agreed -> agreed ? ConsentState.GRANTED : ConsentState.DENIED;
            case String word ->
                switch (word.strip().toLowerCase(Locale.ROOT)) {
                    case "granted", "subscribed", "opted_in" -> ConsentState.GRANTED;
                    case "denied", "unsubscribed", "opted_out" -> ConsentState.DENIED;
                    case "unknown" -> ConsentState.UNKNOWN;
                    default -> null;
                };
            case null, default -> null;
        };
    }
}
