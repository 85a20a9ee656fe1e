package dev.tidegate.delivery;

import dev.tidegate.delivery.Permits.Permit;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Verdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The last look at a message before an attempt: whether one may be made after all, and at whom. Belongs to one event loop.
 */
final class Clearing {
    static final String NOBODY = "no hook is subscribed to such messages";

    private final DeliveryTools tools;
    private final DestinationSettings settings;
    private final Receivers receivers;
    private final AddressCheck addresses;
    private final AttemptPolicy policy;
    private final Permits permits;
    private final Supplier<Instant> now;

    /** @param now Redis' time */
    Clearing(
            DeliveryTools tools,
            DestinationSettings settings,
            Receivers receivers,
            AttemptPolicy policy,
            Permits permits,
            Supplier<Instant> now) {
        this.tools = tools;
        this.settings = settings;
        this.receivers = receivers;
        this.addresses = new AddressCheck(tools.redis(), tools.keys());
        this.policy = policy;
        this.permits = permits;
        this.now = now;
    }

    /** Whether an attempt may be made after all. */
    sealed interface Clearance {
        record Go(Receiver receiver) implements Clearance {}

        /** It has come to its end without one, or is put off. */
        record Held(Recording ending) implements Clearance {}

        /** It is for this one now, who cannot have it as long as others are under way. */
        record NotYet(InHand message) implements Clearance {}

        /** Somebody else has seen to the message. */
        record Gone() implements Clearance {}

        /** Someone else delivers the partition. */
        record Lost() implements Clearance {}
    }

    /** What stops a message that was just read, as far as can be said without looking; empty if nothing does. */
    Optional<Recording> stop(InHand message) {
        String cancelled = message.cancelled();
        if (cancelled != null) {
            return Optional.of(heldBack(message, Verdict.Outcome.CANCELLED, cancelled));
        }
        if (message.unfinished() && policy.parksUnknown(message.message())) {
            return Optional.of(Recording.end(message, DeliveryStatus.UNKNOWN));
        }
        if (message.expired()) {
            return Optional.of(expired(message));
        }
        Duration rest = rest(message);
        return rest.isPositive() ? Optional.of(putOff(message, rest)) : Optional.empty();
    }

    /** How long its receiver is to be left alone. Where there is nobody else, the messages wait in their place instead. */
    private Duration rest(InHand message) {
        String mark = message.receiver();
        if (mark == null || receivers.audience() == Receivers.Audience.CONFIGURED_ONLY) {
            return Duration.ZERO;
        }
        return mark.equals(Receiver.CONFIGURED_MARK) ? permits.standing().rest() : receivers.rest(mark);
    }

    /** Has the message come back later, because no attempt at its receiver may be made for that time. */
    Recording putOff(InHand message, Duration rest) {
        return policy.putOff(message, rest, now.get());
    }

    /**
     * Looks at everything once more, and begins the attempt if nothing is in its way.
     *
     * @param permit to make it with
     */
    Future<Clearance> clear(InHand message, Permit permit) {
        if (!settings.onlyTo().permits(message.message().address())) {
            return held(heldBack(
                    message,
                    Verdict.Outcome.SUPPRESSED,
                    "only_to of " + settings.name() + " does not reach this address"));
        }
        return addresses
                .objection(message.message())
                .compose(objection -> objection.isPresent()
                        ? held(heldBack(
                                message,
                                objection.get().outcome(),
                                objection.get().reason()))
                        : receivers.of(message).compose(answer -> follow(message, answer, permit)));
    }

    private Future<Clearance> follow(InHand message, Receivers.Answer answer, Permit permit) {
        return switch (answer) {
            case Receivers.Answer.To(Receiver receiver) -> admit(message, receiver, permit);
            case Receivers.Answer.Nobody nobody ->
                held(heldBack(message, Verdict.Outcome.SUPPRESSED, NOBODY + " at " + settings.name()));
            case Receivers.Answer.Over(String reason) ->
                held(Recording.over(message, DeliveryStatus.CANCELLED, reason(DeliveryStatus.CANCELLED, reason)));
            case Receivers.Answer.Later(Duration rest) -> held(putOff(message, rest));
            case Receivers.Answer.Gone gone -> Future.succeededFuture(new Clearance.Gone());
            case Receivers.Answer.Lost other -> Future.succeededFuture(new Clearance.Lost());
        };
    }

    private Future<Clearance> admit(InHand message, Receiver receiver, Permit permit) {
        boolean several = receivers.audience() == Receivers.Audience.SEVERAL;
        return switch (permit.useFor(receiver, several)) {
            case null -> begin(message, receiver);
            case Permits.Answer.Granted another -> begin(message, receiver);
            case Permits.Answer.Later(Duration rest) -> held(putOff(message, rest));
            case Permits.Answer.WhenTold later ->
                Future.succeededFuture(new Clearance.NotYet(message.markedFor(receiver.mark())));
        };
    }

    private static Future<Clearance> held(Recording recording) {
        return Future.succeededFuture(new Clearance.Held(recording));
    }

    private Future<Clearance> begin(InHand message, Receiver receiver) {
        if (message.supply().isWithdrawn()) {
            // the queue that follows this one owns the partition under the same name, so that the script cannot tell
            // them apart
            return Future.succeededFuture(new Clearance.Gone());
        }
        return message.supply().begin(message.id(), message.attempts() + 1).map(begun -> switch (begun) {
            case Shelf.Begun.Go go -> new Clearance.Go(receiver);
            case Shelf.Begun.Cancelled(String reason) ->
                new Clearance.Held(heldBack(message, Verdict.Outcome.CANCELLED, reason));
            case Shelf.Begun.Expired expired -> new Clearance.Held(expired(message));
            case Shelf.Begun.Busy busy -> new Clearance.Gone();
            case Shelf.Begun.Finished finished -> new Clearance.Gone();
            case Shelf.Begun.Fenced other -> new Clearance.Lost();
        });
    }

    Recording expired(InHand message) {
        return heldBack(message, Verdict.Outcome.STALE, "not delivered while it was worth delivering");
    }

    private Recording heldBack(InHand message, Verdict.Outcome outcome, String reason) {
        DeliveryStatus status = outcome == Verdict.Outcome.STALE ? DeliveryStatus.EXPIRED : DeliveryStatus.CANCELLED;
        Message held = message.message();
        Verdict verdict = new Verdict(
                held.event().id(),
                held.trigger(),
                held.step(),
                outcome,
                reason,
                tools.clock().instant(),
                List.of(new Verdict.Gate(outcome.label(), false, "before attempt " + (message.attempts() + 1))),
                null,
                List.of(held.id()));
        return Recording.heldBack(message, status, reason(status, reason), verdict);
    }

    private Attempt reason(DeliveryStatus status, String reason) {
        return new Attempt(now.get(), null, status.label(), reason);
    }
}
