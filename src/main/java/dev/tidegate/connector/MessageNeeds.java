package dev.tidegate.connector;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Via;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an ESP cannot do without, of a message; what is missing is {@link Unwritable}. */
public final class MessageNeeds {
    private MessageNeeds() {}

    /** Whether the message may go to an e-mail address, and there is one: consent was asked for its channel only. */
    public static boolean hasEmail(Message message) {
        return message.channel() == Channel.EMAIL && message.recipient().email() != null;
    }

    public static String email(Message message) {
        String email = message.recipient().email();
        if (email == null || !hasEmail(message)) {
            throw new Unwritable("it has no e-mail address, or is not meant for one");
        }
        return email;
    }

    /** What the message is at the ESP: the first of these, unless it says so itself. */
    public static Via via(Message message, List<Via> vias) {
        Via via = message.via() == null ? vias.getFirst() : message.via();
        if (!vias.contains(via)) {
            throw new Unwritable("the destination has no " + via.label());
        }
        return via;
    }

    /** The value, which must be there. */
    public static <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw new Unwritable("it has no " + what);
        }
        return value;
    }
}
