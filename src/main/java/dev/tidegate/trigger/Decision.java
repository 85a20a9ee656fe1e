package dev.tidegate.trigger;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What follows from an occasion, as values; whoever asked carries it out in one atomic step.
 *
 * @param journey the customer's journey from now on
 * @param starts the starting event of every run that was begun or begun anew
 * @param verdicts one for each trigger whose state changed, in order
 * @param messages to be put into the outbox
 * @param cooldowns cooldowns that start, with the message id or run that holds them
 * @param withdrawn messages released earlier that must not be attempted any more, with the reason
 */
public record Decision(
        Journey journey,
        Map<RunKey, Event> starts,
        List<Verdict> verdicts,
        List<Message> messages,
        List<CooldownStart> cooldowns,
        Map<MessageId, String> withdrawn) {
    public Decision {
        starts = Map.copyOf(starts);
        verdicts = List.copyOf(verdicts);
        messages = List.copyOf(messages);
        cooldowns = List.copyOf(cooldowns);
        withdrawn = Map.copyOf(withdrawn);
    }

    /** A cooldown that starts now. */
    public record CooldownStart(CooldownKey key, String holder, Duration length) {}
}
