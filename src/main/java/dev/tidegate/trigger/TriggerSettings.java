package dev.tidegate.trigger;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Via;
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
 * @param unless events that cancel a run
 * @param match properties by which a run and the events that cancel it find each other
 * @param cooldown null when a customer may get the message any time
 * @param priority who wins the last place under a cap: the higher; 0 to 1000, default 50
 * @param expires counts from the time the message is due; null when it never goes stale
 * @param holdout so many of ten thousand customers get nothing, to measure uplift
 * @param steps the messages, one after another; most triggers have one
 */
public record TriggerSettings(
        String name,
        List<String> on,
        Mode mode,
        @Nullable String condition,
        List<Unless> unless,
        List<String> match,
        OnRepeat onRepeat,
        @Nullable Cooldown cooldown,
        MessageClass messageClass,
        Channel channel,
        int priority,
        @Nullable Duration expires,
        int holdout,
        List<Step> steps) {

    /** Under {@code on}: whatever a customer does, as {@link dev.tidegate.domain.EventTypes#isActivity} has it. */
    public static final String ANY_ACTIVITY = "*";

    /** The least and the greatest priority are this and zero; what says nothing has {@link #DEFAULT_PRIORITY}. */
    public static final int HIGHEST_PRIORITY = 1_000;

    public static final int DEFAULT_PRIORITY = 50;

    /** A holdout of all customers. */
    public static final int WHOLE = 10_000;

    public TriggerSettings {
        on = List.copyOf(on);
        unless = List.copyOf(unless);
        match = List.copyOf(match);
        steps = List.copyOf(steps);
        if (name.isEmpty() || on.isEmpty() || steps.isEmpty()) {
            throw new IllegalArgumentException("a trigger needs a name, `on` and `send`");
        }
        if (expires != null && expires.isNegative()) {
            throw new IllegalArgumentException("a trigger cannot expire before it is due");
        }
        if (holdout < 0 || holdout > WHOLE) {
            throw new IllegalArgumentException("a holdout is a share of ten thousand");
        }
    }

    /** How long a run waits at most in all its steps together, quiet hours aside. */
    public Duration totalWait() {
        return steps.stream().map(Step::waitTime).reduce(Duration.ZERO, Duration::plus);
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
     * One step: what goes out after a wait.
     *
     * @param waitTime from the time the starting event was received, in further steps from the end of the step before; zero
     *     for at once
     * @param condition CEL, looked at when the step is due; null when there is none
     */
    public record Step(Duration waitTime, @Nullable String condition, List<Send> send) {
        public Step {
            send = List.copyOf(send);
            if (waitTime.isNegative() || send.isEmpty()) {
                throw new IllegalArgumentException("a step waits for nothing or longer, and sends something");
            }
        }
    }

    /**
     * One message to one destination.
     *
     * @param as the event, template or campaign name there
     * @param via what it is there; null for the destination's default
     * @param data CEL by the name of the property that it makes, in order; null when all event properties go along
     */
    public record Send(
            String to,
            String as,
            @Nullable Via via,
            @Nullable Map<String, String> data) {
        public Send {
            data = data == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(data));
        }

        /** What the destination sends by default. */
        public Send(String to, String as, @Nullable Map<String, String> data) {
            this(to, as, null, data);
        }
    }
}
