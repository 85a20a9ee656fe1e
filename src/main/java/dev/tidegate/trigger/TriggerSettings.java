package dev.tidegate.trigger;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.MessageClass;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One trigger as {@code triggers.yaml} gives it, with its defaults filled in. Expressions are text that {@link
 * TriggerExpressions} has found no fault with.
 *
 * @param on event types that start a run; {@link #ANY_ACTIVITY} for any customer activity
 * @param condition CEL, looked at once on the starting event; null when there is none
 * @param waitTime from the time the starting event was received; zero for at once
 * @param unless events that cancel a run
 * @param match properties by which a run and the events that cancel it find each other
 * @param cooldown null when a customer may get the message any time
 * @param expires counts from the time the message is due; null when it never goes stale
 */
public record TriggerSettings(
        String name,
        List<String> on,
        Mode mode,
        @Nullable String condition,
        Duration waitTime,
        List<Unless> unless,
        List<String> match,
        OnRepeat onRepeat,
        @Nullable Cooldown cooldown,
        MessageClass messageClass,
        Channel channel,
        @Nullable Duration expires,
        List<Send> send) {

    /** Under {@code on}: whatever a customer does, as {@link dev.tidegate.domain.EventTypes#isActivity} has it. */
    public static final String ANY_ACTIVITY = "*";

    public TriggerSettings {
        on = List.copyOf(on);
        unless = List.copyOf(unless);
        match = List.copyOf(match);
        send = List.copyOf(send);
        if (name.isEmpty() || on.isEmpty() || send.isEmpty()) {
            throw new IllegalArgumentException("a trigger needs a name, `on` and `send`");
        }
        if (waitTime.isNegative() || (expires != null && expires.isNegative())) {
            throw new IllegalArgumentException("a trigger cannot wait for less than nothing");
        }
    }

    /** Whether the trigger works. */
    public enum Mode {
        LIVE,
        /** Decides and records everything, sends nothing. */
        SHADOW,
        OFF
    }

    /** What a further {@code on} event does to a run that waits. */
    public enum OnRepeat {
        /** The wait starts anew, with the data of the newest event. */
        RESTART,
        /** Nothing. */
        KEEP
    }

    /**
     * Events that cancel a run.
     *
     * @param condition CEL over the cancelling event and the waiting customer's profile; null when every such event cancels
     */
    public record Unless(String type, @Nullable String condition) {}

    /**
     * How long after a message the customer gets no further one of this trigger.
     *
     * @param per paths into the event whose values are told apart, such as {@code properties.checkout_token}
     */
    public record Cooldown(Duration length, List<String> per) {
        public Cooldown {
            per = List.copyOf(per);
        }
    }

    /**
     * One message to one destination.
     *
     * @param as the event, template or campaign name there
     * @param data CEL by the name of the property that it makes, in order; null when all event properties go along
     */
    public record Send(String to, String as, @Nullable Map<String, String> data) {
        public Send {
            data = data == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(data));
        }
    }
}
