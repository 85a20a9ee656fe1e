package dev.tidegate.delivery;

import dev.tidegate.delivery.Loaded.Lane;
import dev.tidegate.delivery.Permits.Permit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the messages that were read for a destination are attempted when, and which together. Of several receivers none waits
 * for another as long as concurrency and rate allow. Belongs to one event loop.
 */
final class Departures {
    /** How long a message waits for others to go along with. */
    private static final Duration GATHER = Duration.ofMillis(50);

    /** How long what there is no room for is left where it is, at least. */
    private static final Duration CROWDED = Duration.ofSeconds(1);

    /** When Redis cannot be asked. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final InstantSource clock;
    private final Attempts attempts;
    private final Receivers receivers;
    private final Courier courier;
    private final Permits permits;
    private final @Nullable Quota batches;
    private final Alarm wake;
    private final int prefetch;
    private final Loaded loaded = new Loaded();
    /** How many of those loaded wait for room that their receiver has to leave to others; they keep nothing else from coming. */
    private int waitForRoom;

    private long restUntil;

    /**
     * @param batches the interval between requests with several messages; null where the ESP asks for none
     * @param wake rings when {@link #attemptWhatMay()} may have something to do
     */
    Departures(InstantSource clock, Attempts attempts, Permits permits, @Nullable Quota batches, Alarm wake) {
        this.clock = clock;
        this.attempts = attempts;
        this.receivers = attempts.receivers();
        this.courier = attempts.courier();
        this.permits = permits;
        this.batches = batches;
        this.wake = wake;
        this.prefetch = Math.clamp(2L * permits.concurrency(), 16, 256);
    }

    /**
     * Whether more is to be read. What is put off has to be recorded too, and as long as much of that is to be done nothing is
     * attempted: to go on reading then would keep those waiting who have room.
     */
    boolean hasRoom() {
        return loaded.size() - waitForRoom < prefetch && attempts.unrecorded() < prefetch;
    }

    void add(InHand message) {
        Loaded.Kind kind = kind(message);
        if (kind.receiver() != null && isShared() && loaded.isCrowded(kind)) {
            attempts.putOff(message, CROWDED);
        } else {
            loaded.add(message, kind, clock.millis());
        }
    }

    /** Puts a message back whose attempt could not be begun, as Redis cannot be asked. */
    void putBack(InHand message) {
        loaded.addFirst(message, kind(message), clock.millis());
        restUntil = clock.millis() + PAUSE.toMillis();
        wake.at(restUntil);
    }

    /** Attempts nothing that came from there any more. */
    void drop(Supply supply) {
        loaded.drop(message -> message.supply() == supply).forEach(message -> supply.letGo(message.id()));
    }

    void attemptWhatMay() {
        if (!loaded.isEmpty() && clock.millis() < restUntil) {
            wake.at(restUntil);
            return;
        }
        Set<Lane> held = new HashSet<>();
        while (attempts.unrecorded() < prefetch && clock.millis() >= restUntil) {
            Lane lane = loaded.next(held);
            Turn turn = lane == null ? Turn.OVER : attempt(lane);
            if (turn == Turn.OVER) {
                break;
            }
            if (turn == Turn.HELD) {
                held.add(lane);
            }
        }
        waitForRoom = isShared()
                ? held.stream()
                        .filter(lane -> lane.kind().receiver() != null)
                        .mapToInt(Lane::size)
                        .sum()
                : 0;
    }

    private Loaded.Kind kind(InHand message) {
        return new Loaded.Kind(message.receiver(), courier.goesAlong(message));
    }

    /** Whether several receivers have to leave each other room. */
    private boolean isShared() {
        return receivers.audience() == Receivers.Audience.SEVERAL;
    }

    /** What came of a lane's turn. */
    private enum Turn {
        WENT,
        /** Nothing of this lane may go now; something of another may. */
        HELD,
        /** Nothing may go now. */
        OVER
    }

    private Turn attempt(Lane lane) {
        boolean together = lane.kind().together() && lane.size() > 1;
        if (isHeld(lane) || lane.kind().together() && isWorthWaiting(lane) || together && !isTimeForBatch()) {
            return Turn.HELD;
        }
        return switch (ask(lane)) {
            case Permits.Answer.Granted(Permit permit) -> {
                if (together && batches != null && !batches.take(1)) {
                    // it has become too old this moment
                    permit.unused();
                    wake.at(clock.millis() + 1);
                    yield Turn.HELD;
                }
                attempts.attempt(loaded.take(lane, together ? courier.mostTogether() : 1), permit);
                yield Turn.WENT;
            }
            case Permits.Answer.Later(Duration rest) -> {
                leaveAlone(rest);
                yield Turn.OVER;
            }
            case Permits.Answer.WhenTold later -> Turn.OVER;
        };
    }

    /** Whether the lane's receiver is the one that nothing may go to now, while others may get something. */
    private boolean isHeld(Lane lane) {
        String receiver = lane.kind().receiver();
        if (receiver == null || !isShared()) {
            return false;
        }
        if (!permits.hasRoomFor(receiver)) {
            return true;
        }
        if (!receiver.equals(Receiver.CONFIGURED_MARK)) {
            return false;
        }
        Permits.Answer obstacle = permits.standing().obstacle();
        if (obstacle instanceof Permits.Answer.Later(Duration rest)) {
            leaveAlone(rest);
        }
        return obstacle != null;
    }

    private void leaveAlone(Duration rest) {
        endExpired();
        wake.at(clock.millis() + Math.max(1, rest.toMillis()));
    }

    /** What is left alone for long keeps no message in hand that is not worth delivering any more. */
    private void endExpired() {
        loaded.drop(attempts::endsExpired);
        for (InHand message : loaded.all()) {
            if (message.message().expiresAt() != null) {
                wake.at(clock.millis() + attempts.untilExpired(message).toMillis());
            }
        }
    }

    private Permits.Answer ask(Lane lane) {
        String receiver = lane.kind().receiver();
        boolean configured =
                receivers.audience() == Receivers.Audience.CONFIGURED_ONLY || Receiver.CONFIGURED_MARK.equals(receiver);
        // about as many; who goes together with whom is seen when they go
        int waiting = loaded.requests(courier.mostTogether());
        String share = isShared() ? receiver : null;
        return configured ? permits.ask(waiting, share) : permits.askForHook(waiting, share);
    }

    /** Whether more messages may come that could go along, and the first has not waited for them long. */
    private boolean isWorthWaiting(Lane lane) {
        long until = lane.sinceMillis() + GATHER.toMillis();
        boolean worth = clock.millis() < until && lane.size() < courier.mostTogether();
        if (worth) {
            wake.at(until);
        }
        return worth;
    }

    /** Whether all processes together have left enough time since the last request with several messages. */
    private boolean isTimeForBatch() {
        if (batches == null || batches.has()) {
            return true;
        }
        if (!batches.isAsking()) {
            wake.at(clock.millis() + Math.max(1, batches.untilNextDraw().toMillis()));
        }
        return false;
    }
}
