package dev.tidegate.delivery;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Ownership;
import dev.tidegate.telemetry.DeliveryMetrics.BreakerState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
    private final Attempts attempts;
    private final Departures departures;
    private final Control control;
    private final Permits permits;
    private final DeliveryWorker.Fenced fenced;
    private final Supplies supplies;
    private int takes;

    private boolean paused;
    /** Whether it is known what the operator wants; to begin after that is no news. */
    private boolean heardOfPause;

    private BreakerState breaker = BreakerState.CLOSED;
    private @Nullable Verification verification;
    private boolean stopped;
    private boolean turnComes;
    private final Alarm wake;

    /** @param fenced is told of a partition that someone else turns out to deliver */
    DestinationQueue(DeliveryTools tools, DestinationSettings settings, boolean paused, DeliveryWorker.Fenced fenced) {
        Connector connector = tools.connectors().of(settings.type());
        this.tools = tools;
        this.vertx = tools.vertx();
        this.settings = settings;
        this.http = new HttpCall(vertx, tools.hosts(), tools.clock(), settings.concurrency());
        this.control = new Control(tools.redis(), tools.keys());
        this.supplies = new Supplies(vertx, tools.clock(), this::turnSoon);
        this.wake = new Alarm(vertx, tools.clock(), this::turnSoon);
        this.permits = new Permits(
                settings, quota(settings.rate(), tools.keys().quota(settings.name())), tools.clock(), this::onBreaker);
        this.attempts = new Attempts(tools, settings, connector, http, permits, new Here());
        Quota batches = quota(attempts.courier().batchRate(), tools.keys().batchQuota(settings.name()));
        this.departures = new Departures(tools.clock(), attempts, permits, batches, wake);
        this.fenced = fenced;
        this.paused = paused;
        tools.metrics().breaker(settings.name(), BreakerState.CLOSED);
        tools.metrics().accountRefused(settings.name(), false);
        if (settings.verify()) {
            verify();
        }
    }

    private @Nullable Quota quota(DestinationSettings.@Nullable Rate rate, Key key) {
        if (rate == null) {
            return null;
        }
        Pace pace = Pace.of(rate);
        SharedQuota shared = new SharedQuota(tools.redis(), key, pace);
        return new Quota(shared, pace.chunk(), tools.clock(), tools.random(), this::turnSoon);
    }

    DestinationSettings settings() {
        return settings;
    }

    /** This process delivers the partition from now on. */
    void supply(int partition, Ownership ownership) {
        Duration attemptTime = settings.timeout().plus(ATTEMPT_MARGIN);
        Shelf shelf = new Shelf(tools, partition, settings.name(), ownership, attemptTime);
        supplies.add(new Supply(vertx, partition, ownership, shelf));
    }

    /** Nothing more is taken from the partition; the answer comes when nothing of it is in hand. */
    Future<Void> withdraw(int partition) {
        Supply supply = supplies.remove(partition);
        if (supply == null) {
            return Future.succeededFuture();
        }
        departures.drop(supply);
        return supply.withdraw();
    }

    /** There may be new messages in the partition. */
    void ring(int partition) {
        supplies.ring(partition);
    }

    /** Looks into all partitions, because hints may have been lost. */
    void lookEverywhere() {
        supplies.ringAll();
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
            supplies.all().forEach(departures::drop);
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
                settings.name(),
                paused,
                breaker.name().toLowerCase(Locale.ROOT),
                permits.standing().isShutOut(),
                verification);
    }

    /** Makes no more attempts; the answer comes when those under way are recorded. */
    Future<Void> stop() {
        stopped = true;
        wake.cancel();
        supplies.stop();
        List<Future<Void>> emptied = supplies.all().stream()
                .map(supply -> withdraw(supply.partition))
                .toList();
        return Future.join(emptied).eventually(http::close).mapEmpty();
    }

    // ---- taking ----------------------------------------------------------------------------------------------------

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
        departures.attemptWhatMay();
        while (departures.hasRoom() && takes < MOST_TAKES) {
            Supply next = supplies.next();
            if (next == null) {
                return;
            }
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
                vertx.setTimer(PAUSE_MS, again -> supplies.lineUp(supply));
                return;
            }
            // whatever came of it, another partition may have waited for its turn
            turnSoon();
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
        ready.unreadable().forEach(supply::passOver);
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
                departures.add(message);
            }
        }
        supplies.taken(supply, ready);
    }

    // ---- attempting ------------------------------------------------------------------------------------------------

    /** What becomes of messages that are attempted. */
    private final class Here implements Attempts.Site {
        @Override
        public void more(InHand message) {
            supplies.lineUp(message.supply());
        }

        @Override
        public void roomAgain() {
            turnSoon();
        }

        @Override
        public void waitOn(InHand message) {
            if (isUnwanted(message)) {
                message.supply().letGo(message.id());
            } else {
                departures.add(message);
            }
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
            if (isUnwanted(message)) {
                message.supply().letGo(message.id());
                return;
            }
            departures.putBack(message);
        }

        private boolean isUnwanted(InHand message) {
            return message.supply().isWithdrawn() || paused;
        }

        @Override
        public void again(InHand message, Duration in) {
            supplies.noteDue(message.supply(), in.toMillis());
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
            return Instant.ofEpochMilli(supplies.redisMillis());
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
