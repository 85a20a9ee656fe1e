package dev.tidegate.delivery;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.delivery.Courier.Carried;
import dev.tidegate.delivery.Permits.Permit;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Verdict;
import dev.tidegate.json.VerdictCodec;
import dev.tidegate.redis.Ownership;
import dev.tidegate.telemetry.DeliveryMetrics.BreakerState;
import dev.tidegate.telemetry.DeliveryMetrics.Ending;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages for one destination that this process delivers, from all partitions that it owns. It takes from the partitions
 * in turn, makes attempts as the permits allow, and rests when there is nothing to do: until it is rung, until the next retry
 * is due, or until a permit comes free. Belongs to one event loop.
 */
final class DestinationQueue {
    private static final Logger LOG = LoggerFactory.getLogger(DestinationQueue.class);
    private static final int MOST_IN_ONE_TAKE = 64;
    private static final int MOST_TAKES = 4;
    private static final long PAUSE_MS = 250;

    /** How much longer than its time-out an attempt is nobody else's: for getting there and for recording the outcome. */
    private static final Duration ATTEMPT_MARGIN = Duration.ofSeconds(5);

    /** After these the customer has not got the message. */
    private static final Set<DeliveryStatus> ENDED_IN_VAIN =
            EnumSet.of(DeliveryStatus.DEAD, DeliveryStatus.EXPIRED, DeliveryStatus.CANCELLED);

    private final DeliveryTools tools;
    private final Vertx vertx;
    private final DestinationSettings settings;
    private final HttpCall http;
    private final Courier courier;
    private final AddressCheck addresses;
    private final AttemptPolicy policy;
    private final Permits permits;
    private final DeliveryWorker.Fenced fenced;
    private final int prefetch;

    private final Map<Integer, Supply> supplies = new HashMap<>();
    private final ArrayDeque<Supply> line = new ArrayDeque<>();
    private final ArrayDeque<InHand> loaded = new ArrayDeque<>();
    private int takes;
    private int recordings;
    private boolean paused;
    private boolean stopped;
    private boolean turnComes;
    private long redisAheadMillis;
    /** Redis was away; nothing is begun before. */
    private long restUntil;

    private final Alarm wake;
    private final Alarm due;

    /** @param fenced is told of a partition that someone else turns out to deliver */
    DestinationQueue(DeliveryTools tools, DestinationSettings settings, boolean paused, DeliveryWorker.Fenced fenced) {
        Connector connector = tools.connectors().of(settings.type());
        this.tools = tools;
        this.vertx = tools.vertx();
        this.settings = settings;
        this.http = new HttpCall(vertx, tools.hosts(), tools.clock(), settings.concurrency());
        this.courier = new Courier(settings, connector, http, tools);
        this.addresses = new AddressCheck(tools.redis(), tools.keys());
        this.policy = new AttemptPolicy(
                settings.retry(), settings.onUnknown(), connector, new RetrySchedule(settings.retry(), tools.random()));
        this.permits = new Permits(settings, tools.clock(), this::onBreaker);
        this.fenced = fenced;
        this.paused = paused;
        this.prefetch = Math.clamp(2L * settings.concurrency(), 16, 256);
        this.wake = new Alarm(vertx, tools.clock(), this::turnSoon);
        this.due = new Alarm(vertx, tools.clock(), this::onDue);
        tools.metrics().breaker(settings.name(), BreakerState.CLOSED);
    }

    DestinationSettings settings() {
        return settings;
    }

    /** This process delivers the partition from now on. */
    void supply(int partition, Ownership ownership) {
        Duration attemptTime = settings.timeout().plus(ATTEMPT_MARGIN);
        Shelf shelf = new Shelf(tools, partition, settings.name(), ownership, attemptTime);
        Supply supply = new Supply(vertx, partition, ownership, shelf);
        supplies.put(partition, supply);
        lineUp(supply);
    }

    /** Nothing more is taken from the partition; the answer comes when nothing of it is in hand. */
    Future<Void> withdraw(int partition) {
        Supply supply = supplies.remove(partition);
        if (supply == null) {
            return Future.succeededFuture();
        }
        line.remove(supply);
        dropLoaded(supply);
        return supply.withdraw();
    }

    /** There may be new messages in the partition. */
    void ring(int partition) {
        Supply supply = supplies.get(partition);
        if (supply != null) {
            lineUp(supply);
        }
    }

    /** Looks into all partitions, because hints may have been lost. */
    void lookEverywhere() {
        supplies.values().forEach(this::lineUp);
    }

    /** Stops or starts attempts; those under way are not touched. */
    void pause(boolean pause) {
        if (paused == pause) {
            return;
        }
        paused = pause;
        LOG.atInfo().addKeyValue("destination", settings.name()).log(pause ? "paused" : "resumed");
        if (pause) {
            supplies.values().forEach(this::dropLoaded);
        } else {
            lookEverywhere();
        }
    }

    /** The destination's rate is shared among so many processes. */
    void share(int processes) {
        permits.share(processes);
    }

    /** Makes no more attempts; the answer comes when those under way are recorded. */
    Future<Void> stop() {
        stopped = true;
        wake.cancel();
        due.cancel();
        List<Future<Void>> emptied =
                List.copyOf(supplies.keySet()).stream().map(this::withdraw).toList();
        return Future.join(emptied).eventually(http::close).mapEmpty();
    }

    // ---- taking ----------------------------------------------------------------------------------------------------

    private void lineUp(Supply supply) {
        if (supply.isWithdrawn() || stopped) {
            return;
        }
        supply.rung = true;
        if (!supply.inLine && !supply.isTaking()) {
            supply.inLine = true;
            line.add(supply);
        }
        turnSoon();
    }

    /** Once in a turn of the event loop, however much has happened in it. */
    private void turnSoon() {
        if (!turnComes && !stopped) {
            turnComes = true;
            vertx.runOnContext(turn -> {
                turnComes = false;
                takeTurn();
            });
        }
    }

    private void takeTurn() {
        if (paused || stopped) {
            return;
        }
        attemptWhatMay();
        while (loaded.size() < prefetch && takes < MOST_TAKES && !line.isEmpty()) {
            Supply next = line.poll();
            next.inLine = false;
            take(next);
        }
    }

    private void take(Supply supply) {
        takes++;
        supply.take(MOST_IN_ONE_TAKE).onComplete(done -> {
            takes--;
            if (done.failed()) {
                LOG.debug("messages cannot be taken now", done.cause());
                vertx.setTimer(PAUSE_MS, again -> lineUp(supply));
                return;
            }
            if (supply.isWithdrawn()) {
                return;
            }
            switch (done.result()) {
                case Shelf.Taken.Fenced other -> fenced.fenced(supply.partition, supply.ownership);
                case Shelf.Taken.Ready ready -> accept(supply, ready);
            }
        });
    }

    private void accept(Supply supply, Shelf.Taken.Ready ready) {
        redisAheadMillis = ready.redisMillis() - tools.clock().millis();
        ready.unreadable().forEach(supply::hold);
        for (Shelf.Item item : ready.items()) {
            InHand message = new InHand(
                    supply,
                    item.message(),
                    item.attempts(),
                    Instant.ofEpochMilli(item.giveUpFromMillis()),
                    item.uncounted(),
                    item.expired(),
                    item.cancelled(),
                    item.unfinished());
            supply.hold(message.id());
            sort(message);
        }
        supply.expectDue(ready.nextDueMillis() < 0 ? Supply.NEVER : ready.nextDueMillis());
        planDue();
        if (ready.more() || supply.rung) {
            lineUp(supply);
        }
        turnSoon();
    }

    private void sort(InHand message) {
        if (message.unfinished()) {
            tools.metrics().ended(settings.name(), Ending.UNKNOWN);
        }
        if (message.cancelled() != null) {
            endAndLetGo(message, withdrawn(message, message.cancelled()));
        } else if (message.unfinished() && policy.parksUnknown(message.message())) {
            endAndLetGo(message, Recording.end(message, DeliveryStatus.UNKNOWN, null));
        } else if (message.expired()) {
            endAndLetGo(message, expired(message));
        } else {
            loaded.add(message);
        }
    }

    private void dropLoaded(Supply supply) {
        loaded.removeIf(message -> {
            boolean from = message.supply() == supply;
            if (from) {
                supply.letGo(message.id());
            }
            return from;
        });
    }

    private void planDue() {
        long first = supplies.values().stream()
                .mapToLong(Supply::nextDueMillis)
                .min()
                .orElse(Supply.NEVER);
        if (first != Supply.NEVER) {
            due.at(first - redisAheadMillis);
        }
    }

    private void onDue() {
        long now = redisMillis();
        for (Supply supply : supplies.values()) {
            if (supply.nextDueMillis() <= now) {
                supply.expectDue(Supply.NEVER);
                lineUp(supply);
            }
        }
        planDue();
    }

    private long redisMillis() {
        return tools.clock().millis() + redisAheadMillis;
    }

    // ---- attempting ------------------------------------------------------------------------------------------------

    private void attemptWhatMay() {
        while (!loaded.isEmpty() && recordings < prefetch && tools.clock().millis() >= restUntil) {
            switch (permits.ask()) {
                case Permits.Answer.Granted(Permit permit) -> attempt(loaded.remove(), permit);
                case Permits.Answer.Later(Duration rest) -> {
                    wake.at(tools.clock().millis() + Math.max(1, rest.toMillis()));
                    return;
                }
                case Permits.Answer.WhenOneEnds full -> {
                    return;
                }
            }
        }
    }

    private void attempt(InHand message, Permit permit) {
        clear(message)
                .compose(clearance -> switch (clearance) {
                    case Clearance.Go go -> carry(message, permit);
                    case Clearance.Held(Recording ending) -> {
                        permit.unused();
                        yield end(message, ending);
                    }
                    case Clearance.Gone gone -> Future.succeededFuture();
                    case Clearance.Lost other -> {
                        fenced.fenced(message.supply().partition, message.supply().ownership);
                        yield Future.succeededFuture();
                    }
                })
                .onComplete(done -> {
                    permit.unused();
                    if (done.succeeded()) {
                        message.supply().letGo(message.id());
                        turnSoon();
                    } else {
                        putBack(message, done.cause());
                    }
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
        return addresses.objection(message.message()).compose(objection -> {
            if (objection.isPresent()) {
                return Future.succeededFuture(new Clearance.Held(heldBack(
                        message, objection.get().outcome(), objection.get().reason())));
            }
            return message.supply().begin(message.id(), message.attempts() + 1).map(begun -> switch (begun) {
                case GO -> new Clearance.Go();
                case CANCELLED -> new Clearance.Held(withdrawn(message, "an event cancelled it"));
                case EXPIRED -> new Clearance.Held(expired(message));
                case BUSY, FINISHED -> new Clearance.Gone();
                case FENCED -> new Clearance.Lost();
            });
        });
    }

    private Future<Void> carry(InHand message, Permit permit) {
        return courier.carry(message.message(), message.attempts() + 1).compose(carried -> {
            switch (carried.health()) {
                case WELL -> permit.succeeded(carried.took());
                case SICK -> permit.failed(carried.took());
                case NOT_ASKED -> permit.unused();
            }
            turnSoon();
            tools.metrics().attempted(settings.name(), carried.took());
            keepAway(carried);
            Recording recording = policy.judge(message, carried, Instant.ofEpochMilli(redisMillis()));
            if (recording.status() == DeliveryStatus.DELIVERED) {
                Duration sinceDue = Duration.between(
                        message.message().dueAt(), tools.clock().instant());
                tools.metrics().responded(message.message().trigger(), sinceDue);
            }
            return end(message, recording);
        });
    }

    /** An ESP that says 'too many' and for how long is not asked for anything until then. */
    private void keepAway(Carried carried) {
        if (carried.status() != null
                && carried.status() == 429
                && carried.outcome() instanceof Outcome.RetryLater(Duration after, String reason)
                && after != null) {
            permits.pause(after);
        }
    }

    private Recording expired(InHand message) {
        return heldBack(message, Verdict.Outcome.STALE, "not delivered while it was worth delivering");
    }

    private Recording withdrawn(InHand message, String reason) {
        return heldBack(message, Verdict.Outcome.CANCELLED, reason);
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

    /** Redis could not be asked: the attempt was not made, and what was begun of it may be begun again. */
    private void putBack(InHand message, Throwable cause) {
        LOG.debug("an attempt cannot be begun now", cause);
        if (message.supply().isWithdrawn() || paused) {
            message.supply().letGo(message.id());
            return;
        }
        loaded.addFirst(message);
        restUntil = tools.clock().millis() + PAUSE_MS;
        wake.at(restUntil);
    }

    // ---- recording -------------------------------------------------------------------------------------------------

    private void endAndLetGo(InHand message, Recording recording) {
        end(message, recording).onComplete(done -> {
            message.supply().letGo(message.id());
            turnSoon();
        });
    }

    /** Records the outcome, however long that takes. */
    private Future<Void> end(InHand message, Recording recording) {
        recordings++;
        return Persistent.until(vertx, () -> message.supply().record(recording)).map(recorded -> {
            recordings--;
            count(recording.status());
            if (ENDED_IN_VAIN.contains(recording.status())) {
                addresses
                        .giveBack(message.message())
                        .onFailure(cause -> LOG.debug("a place under a cap stays taken", cause));
            }
            if (recording.status() == DeliveryStatus.RETRYING) {
                message.supply().noteDue(redisMillis() + recording.retryIn().toMillis());
                planDue();
            }
            return null;
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

    private void onBreaker(BreakerState state) {
        LOG.atInfo()
                .addKeyValue("destination", settings.name())
                .addKeyValue("state", state)
                .log("circuit breaker");
        tools.metrics().breaker(settings.name(), state);
    }
}
