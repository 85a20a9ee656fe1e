package dev.tidegate.trigger;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The answers to {@link Needs}.
 *
 * @param marks cancelling events found under the tokens asked for
 * @param consent what the address of each channel has on record, absent where unknown
 * @param suppressed channels whose address gets nothing, with the reason
 * @param cooldowns the cooldowns in force
 * @param places what came of the wishes, each under its first message
 */
public record Facts(
        List<CancelEvent> marks,
        Map<Channel, ConsentChange> consent,
        Map<Channel, String> suppressed,
        Map<CooldownKey, Cooldown> cooldowns,
        Map<MessageId, Places> places) {
    public static final Facts NONE = new Facts(List.of(), Map.of(), Map.of(), Map.of(), Map.of());

    public Facts {
        marks = List.copyOf(marks);
        consent = Map.copyOf(consent);
        suppressed = Map.copyOf(suppressed);
        cooldowns = Map.copyOf(cooldowns);
        places = Map.copyOf(places);
    }

    /** The same with what came of the wishes for places. */
    public Facts with(Map<MessageId, Places> places) {
        return new Facts(marks, consent, suppressed, cooldowns, places);
    }

    /** A cooldown in force: since which run, by its starting event, and until when. */
    public record Cooldown(String holder, Instant until) {}
}
