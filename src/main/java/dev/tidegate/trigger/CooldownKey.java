package dev.tidegate.trigger;

import dev.tidegate.domain.Digests;
import dev.tidegate.domain.Event;
import org.jspecify.annotations.Nullable;

/**
 * Whose cooldown: the trigger and the values that the cooldown counts {@code per}, within one profile.
 *
 * @param per a digest of the values, empty for one cooldown per customer
 */
public record CooldownKey(String trigger, String per) {

    /** The cooldown that a run with this starting event starts and minds, or null when its trigger has none. */
    static @Nullable CooldownKey of(Trigger trigger, Event start) {
        if (trigger.settings().cooldown() == null) {
            return null;
        }
        if (trigger.cooldownPer().isEmpty()) {
            return new CooldownKey(trigger.name(), "");
        }
        StringBuilder values = new StringBuilder();
        for (EventPath path : trigger.cooldownPer()) {
            String value = path.textIn(start);
            values.append(value == null ? "" : value).append('\0');
        }
        return new CooldownKey(trigger.name(), Digests.of(values.toString()));
    }

    /** What tells a run's own cooldown from another run's: the id of the event that began it. */
    static String holder(Run run) {
        return run.origin().value();
    }
}
