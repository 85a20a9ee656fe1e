package dev.tidegate.profile;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an event means for consent, beside what it says outright. */
public final class ConsentRules {
    /** The property of an event of the gateway's own that tells whose word it is. */
    static final String BY = "by";

    static final String OPERATOR = "operator";

    private static final Set<String> HARD = Set.of("hard", "permanent", "hard_bounce", "hardbounce");
    private static final List<String> PROOFS = List.of(BY, "proof", "opt_in_level", "collected_from");
    private static final int LONGEST_PROOF = 300;

    private ConsentRules() {}

    /** All changes, those that follow from the event's type included: an unsubscribe and a complaint refuse. */
    public static List<ConsentChange> changes(Event event) {
        Channel refused = switch (event.type()) {
            case EventTypes.UNSUBSCRIBED -> channel(event);
            case EventTypes.EMAIL_COMPLAINED -> Channel.EMAIL;
            default -> null;
        };
        if (refused == null || denies(event, refused)) {
            return event.consents();
        }
        List<ConsentChange> changes = new ArrayList<>(event.consents());
        changes.add(new ConsentChange(refused, ConsentState.DENIED, happened(event)));
        return changes;
    }

    /** Why the event's address is to get no more marketing whatever its consent, or null. */
    public static @Nullable String suppression(Event event) {
        return switch (event.type()) {
            case EventTypes.EMAIL_COMPLAINED -> "complaint";
            case EventTypes.EMAIL_BOUNCED -> isHard(event) ? "hard_bounce" : null;
            default -> null;
        };
    }

    /** Whether an operator says so, whose grant lifts a suppression. No source can pass for one. */
    public static boolean byOperator(Event event) {
        return event.customer().profile() != null
                && OPERATOR.equals(event.properties().get(BY));
    }

    /** By what a change is proven: the kind of event and how it came about, as far as it tells. */
    public static String proof(Event event) {
        StringBuilder proof = new StringBuilder(event.type());
        for (String name : PROOFS) {
            if (event.properties().get(name) instanceof String text && !text.isBlank()) {
                proof.append(", ").append(text);
            }
        }
        return proof.length() > LONGEST_PROOF ? proof.substring(0, LONGEST_PROOF) : proof.toString();
    }

    /** A sender's clock may be ahead; a refusal of later than now could never be taken back. */
    public static Instant happened(Event event) {
        return event.occurredAt().isAfter(event.receivedAt()) ? event.receivedAt() : event.occurredAt();
    }

    private static Channel channel(Event event) {
        return Channel.SMS.label().equals(event.properties().get("channel")) ? Channel.SMS : Channel.EMAIL;
    }

    private static boolean denies(Event event, Channel channel) {
        return event.consents().stream()
                .anyMatch(change -> change.channel() == channel && change.state() == ConsentState.DENIED);
    }

    /** {@code bounce} is the canonical name; senders with a mapping of their own often have {@code bounce_type}. */
    private static boolean isHard(Event event) {
        Object bounce = event.properties().get("bounce");
        Object told = bounce != null ? bounce : event.properties().get("bounce_type");
        return told instanceof String text && HARD.contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
