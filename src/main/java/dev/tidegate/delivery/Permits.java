package dev.tidegate.delivery;

import dev.tidegate.telemetry.DeliveryMetrics.BreakerState;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether an attempt may be made at one destination now: how the one stands that its settings name, concurrency, and last the
 * rate, because a permit of it is shared with other processes. Subscribed hooks share concurrency and rate with it and with each
 * other, and nothing else. Nothing here blocks. Belongs to one event loop.
 */
final class Permits {
    private final Bulkhead bulkhead;
    private final Standing standing;
    private final @Nullable Quota quota;
    /** How many attempts are under way, by whom they are for, where that matters. */
    private final Map<String, Integer> shares = new HashMap<>();

    /**
     * @param quota what this process holds of the rate; null for a destination without one
     * @param changed is told of each change of the breaker
     */
    Permits(DestinationSettings settings, @Nullable Quota quota, InstantSource clock, Consumer<BreakerState> changed) {
        this.quota = quota;
        this.standing = new Standing(settings, clock, changed);
        this.bulkhead = Bulkhead.of(
                settings.name(),
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.concurrency())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
    }

    /** What came of asking. */
    sealed interface Answer {
        /** The attempt may be made. */
        record Granted(Permit permit) implements Answer {}

        /** Not yet: ask again after that time. */
        record Later(Duration rest) implements Answer {}

        /** Not before an attempt under way has ended, or the rate's next permits have come. */
        record WhenTold() implements Answer {}
    }

    /**
     * Asks for an attempt at the one that the settings name.
     *
     * @param waiting how many attempts wait to be made, this one included
     * @param share of whom among several, see {@link #hasRoomFor}; null where there is one only
     */
    Answer ask(int waiting, @Nullable String share) {
        int room = Math.min(standing.room(), free());
        Answer obstacle = standing.begin();
        if (obstacle != null) {
            return obstacle;
        }
        Answer answer = grant(waiting, room, new Use(true, share));
        if (!(answer instanceof Answer.Granted)) {
            standing.saidNothing();
        }
        return answer;
    }

    /**
     * The same for an attempt at a hook, or at whom it is not known yet.
     *
     * @param share null also where it is not known
     */
    Answer askForHook(int waiting, @Nullable String share) {
        return grant(waiting, free(), new Use(false, share));
    }

    /** Whom a permit is for. */
    private record Use(boolean configured, @Nullable String share) {}

    private Answer grant(int waiting, int room, Use use) {
        if (!bulkhead.tryAcquirePermission()) {
            return new Answer.WhenTold();
        }
        // one more than there is room for, so that the next attempt need not wait for its permit when one ends
        if (quota != null && !quota.take(Math.min(waiting, room + 1))) {
            bulkhead.releasePermission();
            return quota.isAsking() ? new Answer.WhenTold() : new Answer.Later(quota.untilNextDraw());
        }
        return new Answer.Granted(new Permit(quota == null ? Instant.MIN : quota.goodUntil(), use));
    }

    /**
     * Whether one of several receivers may have one more attempt under way: as long as it has fewer than there is room left for
     * all. So one that is slow gets half of the concurrency, two get a third each, and there is room for another as long as
     * may be.
     */
    boolean hasRoomFor(String receiver) {
        return shares.getOrDefault(receiver, 0) < free();
    }

    /** How many attempts may be under way. */
    int concurrency() {
        return bulkhead.getMetrics().getMaxAllowedConcurrentCalls();
    }

    private int free() {
        return bulkhead.getMetrics().getAvailableConcurrentCalls();
    }

    /** Messages are being looked for: the rate's permit for one can come at the same time. */
    void foresee() {
        if (quota != null && !standing.isShutOut() && !standing.rest().isPositive()) {
            quota.foresee();
        }
    }

    /** How the one stands that the settings name. */
    Standing standing() {
        return standing;
    }

    /** The ESP asked to be left alone; it means all of us. */
    void rest(Duration wait) {
        standing.pause(wait);
        if (quota != null) {
            quota.rest(wait);
        }
    }

    /** Leave for one attempt. It ends once: after the attempt as it went, used or unused. */
    final class Permit {
        private final Instant goodUntil;
        /** Whether it is known to be for the one that the settings name, which bears it. */
        private boolean configured;

        private @Nullable String share;
        private boolean ended;

        private Permit(Instant goodUntil, Use use) {
            this.goodUntil = goodUntil;
            this.configured = use.configured();
            if (use.share() != null) {
                countFor(use.share());
            }
        }

        private void countFor(String receiver) {
            share = receiver;
            shares.merge(receiver, 1, Integer::sum);
        }

        /**
         * It turns out to be for this one.
         *
         * @param several whether there may be others, to whom it has to leave room
         * @return what is in the way of that, or null
         */
        @Nullable
        Answer useFor(Receiver receiver, boolean several) {
            if (several && share == null) {
                if (shares.getOrDefault(receiver.mark(), 0) > free()) {
                    return new Answer.WhenTold();
                }
                countFor(receiver.mark());
            }
            if (receiver.hook() == null && !configured) {
                Answer obstacle = standing.begin();
                if (obstacle != null) {
                    return obstacle;
                }
                configured = true;
            }
            return null;
        }

        /** The ESP answered like a healthy one, whatever it said of the message. */
        void succeeded(Duration took) {
            if (end()) {
                standing.succeeded(took);
            }
        }

        /** The ESP is well and wants fewer attempts. */
        void throttled(Duration took) {
            if (end()) {
                standing.throttled(took);
            }
        }

        /** The ESP could not be reached, gave no answer, or said that it is not well. */
        void failed(Duration took) {
            if (end()) {
                standing.failed(took);
            }
        }

        /** An attempt was made, and says nothing of how the destination is. */
        void used() {
            if (end() && configured) {
                standing.saidNothing();
            }
        }

        /** No attempt was made after all. */
        void unused() {
            if (end()) {
                if (configured) {
                    standing.saidNothing();
                }
                if (quota != null) {
                    quota.giveBack(goodUntil);
                }
            }
        }

        private boolean end() {
            if (ended) {
                return false;
            }
            ended = true;
            bulkhead.onComplete();
            if (share != null) {
                shares.computeIfPresent(share, (receiver, count) -> count == 1 ? null : count - 1);
            }
            return true;
        }
    }
}
