package dev.tidegate.delivery;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.delivery.Permits.Permit;
import dev.tidegate.redis.Ownership;
import dev.tidegate.telemetry.DeliveryMetrics.BreakerState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

    private final DeliveryTools tools;
    private final Vertx vertx;
    private final DestinationSettings settings;
    private final HttpCall http;
    private final Courier courier;
    private final Attempts attempts;
    private final Control control;
    private final Permits permits;
    private final DeliveryWorker.Fenced fenced;
    private final int prefetch;

    private final Map<Integer, Supply> supplies = new HashMap<>();
    private final ArrayDeque<Supply> line = new ArrayDeque<>();
    private final ArrayDeque<InHand> loaded = new ArrayDeque<>();
    private int takes;
    /** When the first of those loaded came, for the sake of those that could go along. */
    private long gatheredAt;

    private long gatherMillis;

    private boolean paused;
    /** Whether it is known what the operator wants; to begin after that is no news. */
    private boolean heardOfPause;

    private BreakerState breaker = BreakerState.CLOSED;
    private @Nullable Verification verification;
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
        this.control = new Control(tools.redis(), tools.keys());
        this.permits = new Permits(settings, quota(tools, settings), tools.clock(), this::onBreaker);
        this.attempts = new Attempts(tools, settings, connector, http, permits, new Here());
        this.courier = attempts.courier();
        this.gatherMillis = courier.gathers(1).toMillis();
        this.fenced = fenced;
        this.paused = paused;
        this.prefetch = Math.clamp(2L * settings.concurrency(), 16, 256);
        this.wake = new Alarm(vertx, tools.clock(), this::turnSoon);
        this.due = new Alarm(vertx, tools.clock(), this::onDue);
        tools.metrics().breaker(settings.name(), BreakerState.CLOSED);
        tools.metrics().accountRefused(settings.name(), false);
        if (settings.verify()) {
            verify();
        }
    }

    private @Nullable Quota quota(DeliveryTools tools, DestinationSettings settings) {
        if (settings.rate() == null) {
            return null;
        }
        Pace pace = Pace.of(settings.rate());
        SharedQuota shared = new SharedQuota(tools.redis(), tools.keys(), settings.name(), pace);
        return new Quota(shared, pace.chunk(), tools.clock(), tools.random(), this::turnSoon);
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
        boolean first = !heardOfPause;
        heardOfPause = true;
        if (paused == pause) {
            return;
        }
        paused = pause;
        if (!first) {
            LOG.atInfo().addKeyValue("destination", settings.name()).log(pause ? "paused" : "resumed");
        }
        if (pause) {
            supplies.values().forEach(this::dropLoaded);
        } else {
            lookEverywhere();
        }
    }

    /** Carries a message outside of all order: no permit is asked for, nothing is recorded. */
    Future<Tried> test(TestMessage message) {
        if (!settings.onlyTo().permits(message.email())) {
            return Future.succeededFuture(Tried.heldBack("only_to does not reach this address"));
        }
        return attempts.test(message.to(settings.name(), tools.clock().instant()));
    }

    /** Whatever comes of it, messages are sent: the question may need more rights than sending does. */
    private void verify() {
        new CredentialCheck(http, tools.connectors()).check(settings).onSuccess(answer -> {
            Verification said = Verification.of(answer, tools.clock().instant());
            verification = said;
            (said.reason() == null ? LOG.atInfo() : LOG.atWarn())
                    .addKeyValue("destination", settings.name())
                    .addKeyValue("outcome", said.outcome())
                    .addKeyValue("reason", Objects.requireNonNullElse(said.reason(), "none"))
                    .log("asked whether the credentials are accepted");
        });
    }

    DestinationState state() {
        return new DestinationState(
                settings.name(), paused, breaker.name().toLowerCase(Locale.ROOT), permits.isShutOut(), verification);
    }

    /** So many processes deliver, which keep to the interval of requests with several messages together. */
    void processes(int count) {
        gatherMillis = courier.gathers(count).toMillis();
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
        permits.foresee();
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
                    item.id(),
                    item.receiver(),
                    item.message(),
                    item.attempts(),
                    Instant.ofEpochMilli(item.giveUpFromMillis()),
                    item.uncounted(),
                    item.expired(),
                    item.cancelled(),
                    item.unfinished());
            supply.hold(message.id());
            if (!attempts.endsAtOnce(message)) {
                if (loaded.isEmpty()) {
                    gatheredAt = tools.clock().millis();
                }
                loaded.add(message);
            }
        }
        supply.expectDue(ready.nextDueMillis() < 0 ? Supply.NEVER : ready.nextDueMillis());
        planDue();
        if (ready.more() || supply.rung) {
            lineUp(supply);
        }
        turnSoon();
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
        if (!loaded.isEmpty() && tools.clock().millis() < restUntil) {
            wake.at(restUntil);
            return;
        }
        while (!loaded.isEmpty()
                && attempts.unrecorded() < prefetch
                && tools.clock().millis() >= restUntil) {
            if (isWorthWaiting()) {
                wake.at(gatheredAt + gatherMillis);
                return;
            }
            switch (permits.ask(requestsWaiting())) {
                case Permits.Answer.Granted(Permit permit) -> attempts.attempt(next(), permit);
                case Permits.Answer.Later(Duration rest) -> {
                    endExpired();
                    wake.at(tools.clock().millis() + Math.max(1, rest.toMillis()));
                    return;
                }
                case Permits.Answer.WhenTold later -> {
                    return;
                }
            }
        }
    }

    /** A destination that is left alone for long keeps no message in hand that is not worth delivering any more. */
    private void endExpired() {
        loaded.removeIf(attempts::endsExpired);
        for (InHand message : loaded) {
            Instant expires = message.message().expiresAt();
            if (expires != null) {
                wake.at(expires.toEpochMilli() - redisAheadMillis);
            }
        }
    }

    /** About as many; who goes along with whom is seen when they go. */
    private int requestsWaiting() {
        return Math.ceilDiv(loaded.size(), courier.most(loaded.getFirst()));
    }

    /** Whether more messages may come that could go along, and the first has not waited for them long. */
    private boolean isWorthWaiting() {
        return tools.clock().millis() < gatheredAt + gatherMillis && loaded.size() < courier.most(loaded.getFirst());
    }

    /** The first message, and those that may go along with it. */
    private List<InHand> next() {
        InHand first = loaded.remove();
        int most = courier.most(first);
        List<InHand> together = new ArrayList<>();
        together.add(first);
        Iterator<InHand> others = loaded.iterator();
        while (together.size() < most && others.hasNext()) {
            InHand other = others.next();
            if (courier.goesAlong(other)) {
                others.remove();
                together.add(other);
            }
        }
        return together;
    }

    /** What becomes of messages that are attempted. */
    private final class Here implements Attempts.Site {
        @Override
        public void roomAgain() {
            turnSoon();
        }

        @Override
        public void more(InHand message) {
            lineUp(message.supply());
        }

        @Override
        public void done(InHand message) {
            message.supply().letGo(message.id());
            turnSoon();
        }

        /** The attempt was not made, and what was begun of it may be begun again. */
        @Override
        public void putBack(InHand message, Throwable cause) {
            LOG.debug("an attempt cannot be begun now", cause);
            if (message.supply().isWithdrawn() || paused) {
                message.supply().letGo(message.id());
                return;
            }
            loaded.addFirst(message);
            restUntil = tools.clock().millis() + PAUSE_MS;
            wake.at(restUntil);
        }

        @Override
        public void again(InHand message, Duration in) {
            message.supply().noteDue(redisMillis() + in.toMillis());
            planDue();
        }

        @Override
        public void lost(InHand message) {
            fenced.fenced(message.supply().partition, message.supply().ownership);
        }

        @Override
        public void gone(String reason) {
            if (!paused) {
                LOG.atError()
                        .addKeyValue("destination", settings.name())
                        .addKeyValue("reason", reason)
                        .log("paused: the destination wants nothing any more; resume it when that has changed");
                pause(true);
                Persistent.until(vertx, () -> control.pause(settings.name(), true))
                        .onFailure(cause -> LOG.debug("the pause is not stored", cause));
            }
        }

        @Override
        public Instant now() {
            return Instant.ofEpochMilli(redisMillis());
        }
    }

    private void onBreaker(BreakerState state) {
        breaker = state;
        LOG.atInfo()
                .addKeyValue("destination", settings.name())
                .addKeyValue("state", state)
                .log("circuit breaker");
        tools.metrics().breaker(settings.name(), state);
    }
}
