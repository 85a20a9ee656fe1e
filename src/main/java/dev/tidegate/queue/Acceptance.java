package dev.tidegate.queue;

import dev.tidegate.domain.CrashPoint;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.json.EncodedEvent;
import dev.tidegate.json.EventCodec;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes events into their intakes, durably and once each.
 *
 * <p>Commits in groups: what arrives while two groups are under way goes out together when one of them is answered, and
 * otherwise at the end of the event-loop turn. There is no timer, so a lone event does not wait. One object serves one event
 * loop.
 */
public final class Acceptance {
    /** Two groups under way keep Redis busy while the next one gathers; more would only make groups smaller. */
    private static final int GROUPS_UNDER_WAY = 2;

    /** Longest script call: Redis serves nobody else meanwhile. */
    private static final int EVENTS_PER_CALL = 128;

    private static final int BYTES_PER_CALL = 1 << 20;

    /** Most that may wait to be sent before further events are refused. */
    private static final int MAX_WAITING_EVENTS = 20_000;

    private static final int MAX_WAITING_BYTES = 64 << 20;

    private static final int MAX_QUARANTINED_PER_INTAKE = 10_000;

    /** A token is the time of receipt in ms, with so many bits of chance below it. */
    static final int TOKEN_CHANCE_BITS = 20;

    private static final Script ACCEPT = Script.load(Acceptance.class, "accept.lua");

    private final Context context;
    private final RedisRouter redis;
    private final Keys keys;
    private final QueueSettings settings;
    private final RandomGenerator random;
    private final BooleanSupplier overloaded;
    private final IntConsumer accepted;
    private final CrashPoint crashPoint;
    private final ArrayDeque<Offer>[] waiting;
    private final byte[] limit;
    private final byte[] quarantineLimit = Bytes.of(MAX_QUARANTINED_PER_INTAKE);

    private int waitingEvents;
    private int waitingBytes;
    private int nextIntake;
    private int groupsUnderWay;
    private boolean flushPlanned;

    /**
     * @param context the event loop that calls
     * @param overloaded whether Redis is too full to take more, looked at for each event
     * @param accepted is told the intake that got new events, so that its worker can be woken
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Acceptance(
            Context context,
            RedisRouter redis,
            Keys keys,
            QueueSettings settings,
            RandomGenerator random,
            BooleanSupplier overloaded,
            IntConsumer accepted,
            CrashPoint crashPoint) {
        this.context = context;
        this.redis = redis;
        this.keys = keys;
        this.settings = settings;
        this.random = random;
        this.overloaded = overloaded;
        this.accepted = accepted;
        this.crashPoint = crashPoint;
        this.waiting = new ArrayDeque[settings.intakes()];
        Arrays.setAll(waiting, i -> new ArrayDeque<>());
        this.limit = Bytes.of(settings.maxQueuedPerIntake());
    }

    /** Stores events; the answer has one receipt for each, in order, and comes when Redis has them. It never fails. */
    public Future<List<Receipt>> store(List<Event> events) {
        if (events.size() == 1) {
            return offer(events.getFirst()).map(List::of);
        }
        return Future.join(events.stream().map(this::offer).toList()).map(all -> all.list());
    }

    private Future<Receipt> offer(Event event) {
        EncodedEvent encoded = EventCodec.encode(event);
        byte[] body = encoded.bytes();
        if (overloaded.getAsBoolean()
                || waitingEvents >= MAX_WAITING_EVENTS
                || waitingBytes + body.length > MAX_WAITING_BYTES) {
            return Future.succeededFuture(new Receipt.Overloaded());
        }
        Offer offer = new Offer(
                event.id(),
                settings.dedupWindowOf(event.source()).toMillis(),
                encoded.contentHash(),
                token(event),
                body,
                Promise.promise());
        waiting[event.id().intake(settings.intakes())].add(offer);
        waitingEvents++;
        waitingBytes += body.length;
        planFlush();
        return offer.receipt.future();
    }

    /** Tells one offer from the next, so that an offer sent twice to Redis is not taken for a duplicate of itself. */
    private byte[] token(Event event) {
        long token = event.receivedAt().toEpochMilli() << TOKEN_CHANCE_BITS | random.nextInt(1 << TOKEN_CHANCE_BITS);
        return ByteBuffer.allocate(Long.BYTES).putLong(token).array();
    }

    private void planFlush() {
        if (!flushPlanned && groupsUnderWay < GROUPS_UNDER_WAY) {
            flushPlanned = true;
            context.runOnContext(v -> flush());
        }
    }

    /**
     * Sends what waits for some of the intakes, in turn. A group leaves the others to the next one, so that there are fewer
     * calls with more events in each.
     */
    private void flush() {
        flushPlanned = false;
        if (waitingEvents == 0 || groupsUnderWay >= GROUPS_UNDER_WAY) {
            return;
        }
        groupsUnderWay++;
        List<Future<?>> calls = new ArrayList<>();
        int most = Math.ceilDiv(waiting.length, GROUPS_UNDER_WAY);
        for (int looked = 0; looked < waiting.length && calls.size() < most; looked++) {
            int intake = nextIntake;
            nextIntake = (nextIntake + 1) % waiting.length;
            while (!waiting[intake].isEmpty()) {
                calls.add(send(intake, take(waiting[intake])));
            }
        }
        if (waitingEvents > 0) {
            planFlush();
        }
        var unused = Future.join(calls).onComplete(done -> {
            groupsUnderWay--;
            if (waitingEvents > 0) {
                planFlush();
            }
        });
    }

    private List<Offer> take(ArrayDeque<Offer> queue) {
        List<Offer> offers = new ArrayList<>();
        int bytes = 0;
        while (offers.size() < EVENTS_PER_CALL && bytes < BYTES_PER_CALL) {
            Offer next = queue.poll();
            if (next == null) {
                break;
            }
            offers.add(next);
            bytes += next.body.length;
        }
        waitingEvents -= offers.size();
        waitingBytes -= bytes;
        return offers;
    }

    private Future<?> send(int intake, List<Offer> offers) {
        List<Key> keysUsed = new ArrayList<>(offers.size() + 2);
        keysUsed.add(keys.intake(intake));
        keysUsed.add(keys.quarantine(intake));
        List<byte[]> args = new ArrayList<>(offers.size() * 4 + 2);
        args.add(limit);
        args.add(quarantineLimit);
        for (Offer offer : offers) {
            keysUsed.add(keys.dedup(intake, offer.id));
            args.add(Bytes.of(offer.windowMs));
            args.add(offer.hash);
            args.add(offer.token);
            args.add(offer.body);
        }
        return redis.runDurably(Lane.ACCEPT, ACCEPT, keysUsed, args)
                .onSuccess(reply -> answer(intake, offers, reply))
                .onFailure(trouble -> offers.forEach(offer -> offer.receipt.tryComplete(new Receipt.Unavailable())));
    }

    private void answer(int intake, List<Offer> offers, @Nullable Response reply) {
        String answers = reply == null ? "" : reply.toString();
        boolean any = false;
        crashPoint.reach("after-accept");
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            char answer = i < answers.length() ? answers.charAt(i) : '?';
            any |= answer == 'a';
            offer.receipt.complete(
                    switch (answer) {
                        case 'a' -> new Receipt.Accepted(offer.id);
                        case 'd' -> new Receipt.Duplicate(offer.id);
                        case 'c' -> new Receipt.Conflict(offer.id);
                        case 'f' -> new Receipt.Overloaded();
                        default -> new Receipt.Unavailable();
                    });
        }
        if (any) {
            accepted.accept(intake);
        }
    }

    private record Offer(EventId id, long windowMs, byte[] hash, byte[] token, byte[] body, Promise<Receipt> receipt) {}
}
