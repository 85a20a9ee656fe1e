package dev.tidegate.delivery;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.delivery.Permits.Permit;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Verdict;
import dev.tidegate.json.VerdictCodec;
import dev.tidegate.telemetry.DeliveryMetrics.Ending;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts at one destination, from the last look at a message to the record of what became of it. Belongs to one event loop.
 */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** After these the customer has not got the message. */
    private static final Set<DeliveryStatus> ENDED_IN_VAIN =
            EnumSet.of(DeliveryStatus.DEAD, DeliveryStatus.EXPIRED, DeliveryStatus.CANCELLED);

    private final DeliveryTools tools;
    private final DestinationSettings settings;
    private final Courier courier;
    private final AddressCheck addresses;
    private final AttemptPolicy policy;
    private final Permits permits;
    private final Site site;
    private int recordings;

    Attempts(
            DeliveryTools tools,
            DestinationSettings settings,
            Connector connector,
            HttpCall http,
            Permits permits,
            Site site) {
        this.tools = tools;
        this.settings = settings;
        this.courier = new Courier(settings, connector, http, tools);
        this.addresses = new AddressCheck(tools.redis(), tools.keys());
        this.policy = new AttemptPolicy(
                settings.retry(), settings.onUnknown(), connector, new RetrySchedule(settings.retry(), tools.random()));
        this.permits = permits;
        this.site = site;
    }

    /** Where attempts are made from. */
    interface Site {
        /** An attempt has ended, so that another may be made. */
        void roomAgain();

        /** The message is not in hand any more. */
        void done(InHand message);

        /** The attempt could not even be begun, because Redis cannot be asked. */
        void putBack(InHand message, Throwable cause);

        /** The message will be due for another attempt. */
        void again(InHand message, Duration in);

        /** Someone else delivers the message's partition. */
        void lost(InHand message);

        /** The ESP wants nothing any more until somebody has looked into it. */
        void gone(String reason);

        /** Redis' time. */
        Instant now();
    }

    Courier courier() {
        return courier;
    }

    /** Outcomes that are not recorded yet; Redis is slow when there are many. */
    int unrecorded() {
        return recordings;
    }

    /** Ends the message without an attempt where there is a reason to. */
    boolean endsAtOnce(InHand message) {
        if (message.unfinished() && !policy.parksUnknown(message.message())) {
            tools.metrics().ended(settings.name(), Ending.UNKNOWN);
        }
        String cancelled = message.cancelled();
        if (cancelled != null) {
            endAndLetGo(message, heldBack(message, Verdict.Outcome.CANCELLED, cancelled));
        } else if (message.unfinished() && policy.parksUnknown(message.message())) {
            endAndLetGo(message, Recording.end(message, DeliveryStatus.UNKNOWN, null));
        } else if (message.expired()) {
            endAndLetGo(message, expired(message));
        } else {
            return false;
        }
        return true;
    }

    /** Attempts the messages, those that may go at all together in one request. */
    void attempt(List<InHand> messages, Permit permit) {
        List<Future<Boolean>> clearances =
                messages.stream().map(this::isLeftToCarry).toList();
        Future.join(clearances).onComplete(cleared -> {
            List<InHand> going = new ArrayList<>(messages.size());
            for (int i = 0; i < messages.size(); i++) {
                if (clearances.get(i).succeeded() && clearances.get(i).result()) {
                    going.add(messages.get(i));
                }
            }
            if (going.isEmpty()) {
                permit.unused();
                site.roomAgain();
            } else {
                carry(going, permit);
            }
        });
    }

    /** Whether the attempt is to be made; if not, the message has been seen to. Never fails. */
    private Future<Boolean> isLeftToCarry(InHand message) {
        return clear(message)
                .map(clearance -> switch (clearance) {
                    case Clearance.Go go -> true;
                    case Clearance.Held(Recording ending) -> {
                        endAndLetGo(message, ending);
                        yield false;
                    }
                    case Clearance.Gone gone -> {
                        site.done(message);
                        yield false;
                    }
                    case Clearance.Lost other -> {
                        site.lost(message);
                        site.done(message);
                        yield false;
                    }
                })
                .otherwise(cause -> {
                    site.putBack(message, cause);
                    return false;
                });
    }

    /** Whether an attempt may be made after all. */
    private sealed interface Clearance {
        record Go() implements Clearance {}

        /** It has come to its end without one. */
        record Held(Recording ending) implements Clearance {}

        /** Somebody else has seen to the message. */
        record Gone() implements Clearance {}

        /** Someone else delivers the partition. */
        record Lost() implements Clearance {}
    }

    private Future<Clearance> clear(InHand message) {
        if (!settings.onlyTo().permits(message.message().address())) {
            String reason = "only_to of " + settings.name() + " does not reach this address";
            return Future.succeededFuture(new Clearance.Held(heldBack(message, Verdict.Outcome.SUPPRESSED, reason)));
        }
        return addresses.objection(message.message()).compose(objection -> {
            if (objection.isPresent()) {
                return Future.succeededFuture(new Clearance.Held(heldBack(
                        message, objection.get().outcome(), objection.get().reason())));
            }
            return message.supply().begin(message.id(), message.attempts() + 1).map(begun -> switch (begun) {
                case GO -> new Clearance.Go();
                case CANCELLED ->
                    new Clearance.Held(heldBack(message, Verdict.Outcome.CANCELLED, "an event cancelled it"));
                case EXPIRED -> new Clearance.Held(expired(message));
                case BUSY, FINISHED -> new Clearance.Gone();
                case FENCED -> new Clearance.Lost();
            });
        });
    }

    private void carry(List<InHand> messages, Permit permit) {
        List<Message> bodies = messages.stream().map(InHand::message).toList();
        courier.carry(bodies, messages.getFirst().attempts() + 1)
                .otherwise(fault -> Courier.lost(bodies, site.now(), fault))
                .onSuccess(trip -> {
                    learn(trip, permit);
                    tools.metrics().attempted(settings.name(), trip.took());
                    for (int i = 0; i < messages.size(); i++) {
                        settle(messages.get(i), trip.each().get(i));
                    }
                });
    }

    /** What the trip says of the ESP. */
    private void learn(Courier.Trip trip, Permit permit) {
        switch (trip.health()) {
            case WELL -> permit.succeeded(trip.took());
            case BUSY -> permit.throttled(trip.took());
            case SICK -> permit.failed(trip.took());
            case NOT_ASKED -> permit.unused();
        }
        site.roomAgain();
        if (trip.rest() != null) {
            permits.rest(trip.rest());
        }
        switch (trip.each().getFirst().outcome()) {
            case Outcome.AccountRefused(String reason) -> {
                if (permits.shutOut()) {
                    LOG.atError()
                            .addKeyValue("destination", settings.name())
                            .addKeyValue("reason", reason)
                            .log("the account is refused; messages wait, one attempt a minute is made");
                    tools.metrics().accountRefused(settings.name(), true);
                }
            }
            case Outcome.Delivered delivered -> {
                if (permits.letIn()) {
                    LOG.atInfo().addKeyValue("destination", settings.name()).log("the account is accepted again");
                    tools.metrics().accountRefused(settings.name(), false);
                }
            }
            case Outcome.Gone(String reason) -> site.gone(reason);
            case Outcome.RetryLater later -> {}
            case Outcome.NotLookedAt spoilt -> {}
            case Outcome.Refused refused -> {}
            case Outcome.Unknown unknown -> {}
        }
    }

    private void settle(InHand message, Courier.Carried carried) {
        Recording recording = policy.judge(message, carried, site.now());
        if (recording.status() == DeliveryStatus.DELIVERED) {
            Message delivered = message.message();
            tools.metrics()
                    .responded(
                            delivered.trigger(),
                            Duration.between(delivered.dueAt(), tools.clock().instant()));
        }
        endAndLetGo(message, recording);
    }

    private Recording expired(InHand message) {
        return heldBack(message, Verdict.Outcome.STALE, "not delivered while it was worth delivering");
    }

    private Recording heldBack(InHand message, Verdict.Outcome outcome, String reason) {
        Message held = message.message();
        tools.metrics().stopped(held.trigger(), outcome);
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
        DeliveryStatus status = outcome == Verdict.Outcome.STALE ? DeliveryStatus.EXPIRED : DeliveryStatus.CANCELLED;
        return Recording.end(message, status, VerdictCodec.encode(verdict));
    }

    /** Records the outcome, however long that takes. */
    private void endAndLetGo(InHand message, Recording recording) {
        recordings++;
        Persistent.until(tools.vertx(), () -> message.supply().record(recording))
                .onComplete(recorded -> {
                    recordings--;
                    count(recording.status());
                    if (ENDED_IN_VAIN.contains(recording.status())) {
                        addresses
                                .giveBack(message.message())
                                .onFailure(cause -> LOG.debug("a place under a cap stays taken", cause));
                    }
                    if (recording.status() == DeliveryStatus.RETRYING) {
                        site.again(message, recording.retryIn());
                    }
                    site.done(message);
                });
    }

    private void count(DeliveryStatus status) {
        Ending ending = switch (status) {
            case DELIVERED -> Ending.DELIVERED;
            case RETRYING -> Ending.RETRY;
            case DEAD -> Ending.DEAD;
            case EXPIRED -> Ending.EXPIRED;
            case UNKNOWN -> Ending.UNKNOWN;
            case CANCELLED, QUEUED -> null;
        };
        if (ending != null) {
            tools.metrics().ended(settings.name(), ending);
        }
    }
}
