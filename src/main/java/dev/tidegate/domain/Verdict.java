package dev.tidegate.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided on one trigger for one customer, and why.
 *
 * @param event the event looked at
 * @param step counted from 1
 * @param reason a short sentence for people; holds no personal data
 * @param gates in the order in which they were looked at; the last is the one that stopped the message, if one did
 * @param eligibleAt from when the trigger can fire again for this customer
 * @param messages the messages that came of it
 */
public record Verdict(
        EventId event,
        String trigger,
        int step,
        Outcome outcome,
        String reason,
        Instant at,
        List<Gate> gates,
        @Nullable Instant eligibleAt,
        List<MessageId> messages) {

    public Verdict {
        gates = List.copyOf(gates);
        messages = List.copyOf(messages);
    }

    /** One gate that was looked at, and what it saw. */
    public record Gate(String gate, boolean passed, String seen) {}

    /** How a decision ended; the names are those of the {@code outcome} label of {@code tidegate_decisions_total}. */
    public enum Outcome {
        FIRED,
        WAITING,
        CANCELLED,
        CONDITION_FALSE,
        COOLDOWN,
        CAPPED,
        QUIET_HOURS,
        NO_CONSENT,
        NO_ADDRESS,
        SUPPRESSED,
        HOLDOUT,
        STALE,
        SHADOW,
        DISABLED,
        ERROR;

        /** The name used in metrics, stored values and answers. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
