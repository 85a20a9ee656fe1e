package dev.tidegate.trigger;

import dev.tidegate.domain.Channel;
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
 * @param journey the customer's journey from now on; the very one that was given when nothing about it changed. Timers
 *     follow from it: each waiting run has one, at its {@code dueAt}
 * @param starts the starting event of every run that was begun, or begun anew with another event
 * @param verdicts one for each trigger whose state changed, in order
 * @param messages to be put into the outbox
 * @param cooldowns cooldowns that start
 * @param withdrawals messages released earlier that must not be attempted any more
 * @param returns places under caps that are not needed after all
 */
public record Decision(
        Journey journey,
        Map<RunKey, Event> starts,
        List<Verdict> verdicts,
        List<Message> messages,
        List<CooldownStart> cooldowns,
        List<Withdrawal> withdrawals,
        List<PlaceReturn> returns) {
    public Decision {
        starts = Map.copyOf(starts);
        verdicts = List.copyOf(verdicts);
        messages = List.copyOf(messages);
        cooldowns = List.copyOf(cooldowns);
        withdrawals = List.copyOf(withdrawals);
        returns = List.copyOf(returns);
    }

    /** Nothing follows. */
    public static Decision nothing(Journey journey) {
        return only(journey, List.of());
    }

    /** The journey goes on like this, and it is recorded why; nothing else follows. */
    public static Decision only(Journey journey, List<Verdict> verdicts) {
        return new Decision(journey, Map.of(), verdicts, List.of(), List.of(), List.of(), List.of());
    }

    /**
     * A cooldown that starts now.
     *
     * @param holder the id of the run's starting event, by which the run's own cooldown is told from another's
     */
    public record CooldownStart(CooldownKey key, String holder, Duration length) {}

    /** Places taken for messages that will not come. */
    public record PlaceReturn(Channel channel, List<MessageId> messages) {
        public PlaceReturn {
            messages = List.copyOf(messages);
        }
    }

    /**
     * Released messages that an event has made wrong.
     *
     * @param verdict to be recorded if at least one of the messages could still be held back; its reason tells why
     */
    public record Withdrawal(List<MessageId> messages, Verdict verdict) {
        public Withdrawal {
            messages = List.copyOf(messages);
        }
    }
}
