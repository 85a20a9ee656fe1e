package dev.tidegate.trigger;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.MessageId;
import java.util.List;

/**
 * The wish that a step's messages have places under the caps of their address: all of them or none.
 *
 * @param channel whose address it is
 * @param messages a place each; the first names the wish
 * @param priority the higher takes the place of a lower one that has had no attempt yet
 * @param take false to be told only whether there would be room
 */
public record PlaceWish(
        Channel channel,
        List<MessageId> messages,
        List<Frequency.Cap> caps,
        int priority,
        String trigger,
        boolean take) {
    public PlaceWish {
        messages = List.copyOf(messages);
        caps = List.copyOf(caps);
    }
}
