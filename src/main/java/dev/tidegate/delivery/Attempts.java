package dev.tidegate.delivery;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.delivery.Clearing.Clearance;
import dev.tidegate.delivery.Permits.Permit;
import dev.tidegate.domain.Message;
import dev.tidegate.telemetry.DeliveryMetrics.Ending;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
    private final Receivers receivers;
    private final AddressCheck addresses;
    private final AttemptPolicy policy;
    private final Clearing clearing;
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
        this.receivers = Receivers.of(settings, tools, site::more);
        this.addresses = new AddressCheck(tools.redis(), tools.keys());
        this.policy = new AttemptPolicy(
                settings.retry(), settings.onUnknown(), connector, new RetrySchedule(settings.retry(), tools.random()));
        this.clearing = new Clearing(tools, settings, receivers, policy, permits, site::now);
        this.permits = permits;
        this.site = site;
    }

    /** Where attempts are made from. */
    interface Site {
        /** An attempt has ended, so that another may be made. */
        void roomAgain();

        /** There are new messages where this one lies. */
        void more(InHand message);

        /** The attempt has to wait for one under way. */
        void waitOn(InHand message);

        /** The message is not in hand any more. */
        void done(InHand message);

        /** The attempt could not even be begun, because Redis cannot be asked. */
        void putBack(InHand message, Throwable cause);

        /** The message comes up again: for another attempt, or because it expires before that. */
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

    /** Who gets the destination's messages. */
    Receivers receivers() {
        return receivers;
    }

    /** Outcomes that are not recorded yet; Redis is slow when there are many. */
    int unrecorded() {
        return recordings;
    }

    /** Carries a message to all who would get it, outside of all order; answers what went wrong, if anything did. */
    Future<Tried> test(Message message) {
        return receivers.all(message).compose(all -> {
            List<Future<Tried>> trips = all.stream()
                    .map(receiver ->
                            courier(receiver).carry(List.of(message), 1).map(Tried::of))
                    .toList();
            return Future.join(trips)
                    .map(joined -> joined.<Tried>list().stream()
                            .max(Comparator.comparing(Tried::failed))
                            .orElseGet(() -> Tried.heldBack(Clearing.NOBODY)));
        });
    }

    /** Ends the message without an attempt, or puts it off, where there is a reason to. */
    boolean endsAtOnce(InHand message) {
        if (message.unfinished() && !policy.parksUnknown(message.message())) {
            tools.metrics().ended(settings.name(), Ending.UNKNOWN);
        }
        Optional<Recording> ending = clearing.stop(message);
        ending.ifPresent(recording -> endAndLetGo(message, recording));
        return ending.isPresent();
    }

    /** Has the message come back later, as no attempt may be made for that time. */
    void putOff(InHand message, Duration rest) {
        endAndLetGo(message, clearing.putOff(message, rest));
    }

    /** Ends the message if it has become too late for it while it waited. */
    boolean endsExpired(InHand message) {
        Instant expires = message.message().expiresAt();
        if (expires == null || site.now().isBefore(expires)) {
            return false;
        }
        endAndLetGo(message, clearing.expired(message));
        return true;
    }

    /** How long until it is too late for the message; for ever if it never is. */
    Duration untilExpired(InHand message) {
        Instant expires = message.message().expiresAt();
        return expires == null ? ChronoUnit.FOREVER.getDuration() : Duration.between(site.now(), expires);
    }

    /** Attempts the messages, those that may go at all together in one request. */
    void attempt(List<InHand> messages, Permit permit) {
        List<Future<Optional<Receiver>>> clearances =
                messages.stream().map(message -> receiver(message, permit)).toList();
        Future.join(clearances).onComplete(cleared -> {
            List<InHand> going = new ArrayList<>(messages.size());
            Receiver receiver = Receiver.CONFIGURED;
            for (int i = 0; i < messages.size(); i++) {
                if (clearances.get(i).succeeded() && clearances.get(i).result().isPresent()) {
                    going.add(messages.get(i));
                    receiver = clearances.get(i).result().get();
                }
            }
            if (going.isEmpty()) {
                permit.unused();
                site.roomAgain();
            } else {
                carry(going, receiver, permit);
            }
        });
    }

    /** Who is to be attempted, the same one for all that go together; if nobody, the message was seen to. Never fails. */
    private Future<Optional<Receiver>> receiver(InHand message, Permit permit) {
        return clearing.clear(message, permit)
                .map(clearance -> switch (clearance) {
                    case Clearance.Go(Receiver receiver) -> Optional.of(receiver);
                    case Clearance.Held(Recording ending) -> {
                        endAndLetGo(message, ending);
                        yield Optional.<Receiver>empty();
                    }
                    case Clearance.NotYet(InHand marked) -> {
                        site.waitOn(marked);
                        yield Optional.<Receiver>empty();
                    }
                    case Clearance.Gone gone -> {
                        site.done(message);
                        yield Optional.<Receiver>empty();
                    }
                    case Clearance.Lost other -> {
                        site.lost(message);
                        site.done(message);
                        yield Optional.<Receiver>empty();
                    }
                })
                .otherwise(cause -> {
                    site.putBack(message, cause);
                    return Optional.empty();
                });
    }

    private Courier courier(Receiver receiver) {
        Hook hook = receiver.hook();
        return hook == null ? courier : courier.to(tools.connectors().of(new ConnectorSettings.Zapier(hook.url())));
    }

    private void carry(List<InHand> messages, Receiver receiver, Permit permit) {
        List<Message> bodies = messages.stream().map(InHand::message).toList();
        courier(receiver)
                .carry(bodies, messages.getFirst().attempts() + 1)
                .otherwise(fault -> Courier.lost(bodies, site.now(), fault))
                .onSuccess(trip -> {
                    if (receiver.hook() == null) {
                        learn(trip, permit);
                    } else {
                        learnOfHook(trip, permit);
                    }
                    receivers.tell(receiver, trip);
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
            if (receivers.audience() == Receivers.Audience.CONFIGURED_ONLY) {
                permits.rest(trip.rest());
            } else {
                permits.standing().pause(trip.rest());
            }
        }
        switch (trip.each().getFirst().outcome()) {
            case Outcome.AccountRefused(String reason) -> {
                if (permits.standing().shutOut()) {
                    LOG.atError()
                            .addKeyValue("destination", settings.name())
                            .addKeyValue("reason", reason)
                            .log("the account is refused; messages wait, one attempt a minute is made");
                    tools.metrics().accountRefused(settings.name(), true);
                }
            }
            case Outcome.Delivered delivered -> {
                if (permits.standing().letIn()) {
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

    /** One hook says nothing of the others, nor of the one that the settings name. */
    private void learnOfHook(Courier.Trip trip, Permit permit) {
        if (trip.health() == Courier.Health.NOT_ASKED) {
            permit.unused();
        } else {
            permit.used();
        }
        site.roomAgain();
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

    /** Records the outcome, however long that takes. */
    private void endAndLetGo(InHand message, Recording recording) {
        recordings++;
        Persistent.until(tools.vertx(), () -> message.supply().record(recording))
                .onComplete(recorded -> {
                    recordings--;
                    count(recording);
                    if (recording.verdict() != null && !recorded.result().othersRemain()) {
                        tools.metrics()
                                .stopped(
                                        recording.verdict().trigger(),
                                        recording.verdict().outcome());
                    }
                    boolean inVain = ENDED_IN_VAIN.contains(recording.status());
                    if (inVain && !recorded.result().othersRemain()) {
                        addresses
                                .giveBack(message.message())
                                .onFailure(cause -> LOG.debug("a place under a cap stays taken", cause));
                    }
                    if (recording.status() == DeliveryStatus.RETRYING) {
                        Duration left = untilExpired(message);
                        site.again(message, left.compareTo(recording.retryIn()) < 0 ? left : recording.retryIn());
                    }
                    site.done(message);
                });
    }

    private void count(Recording recording) {
        Ending ending = switch (recording.status()) {
            case DELIVERED -> Ending.DELIVERED;
            case RETRYING -> recording.afterAttempt() ? Ending.RETRY : null;
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
