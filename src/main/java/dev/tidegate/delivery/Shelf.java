package dev.tidegate.delivery;

import dev.tidegate.domain.Message;
import dev.tidegate.json.MessageCodec;
import dev.tidegate.json.VerdictCodec;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.Ownership;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One destination's messages in one partition, as Redis has them. Every method is one script and may be repeated. */
final class Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    private static final Script TAKE = Script.load(Shelf.class, "take.lua");
    private static final Script ATTEMPT = Script.load(Shelf.class, "attempt.lua");
    private static final Script SPLIT = Script.load(Shelf.class, "split.lua");
    private static final Script OUTCOME = Script.load(Shelf.class, "outcome.lua");
    private static final int VALUES_PER_MESSAGE = 9;
    private static final byte[] NOTHING = {};
    private static final byte[] AFTER_ATTEMPT = {'a'};
    private static final byte[] WITHOUT_ATTEMPT = {'e'};

    private final RedisRouter redis;
    private final byte[] ownership;
    private final byte[] attemptMillis;
    private final byte[] retentionMillis;
    private final List<Key> takeKeys;
    private final List<Key> attemptKeys;
    private final List<Key> splitKeys;
    private final List<Key> outcomeKeys;

    /** @param attemptTime for how long an attempt that was begun is nobody else's */
    Shelf(DeliveryTools tools, int partition, String destination, Ownership ownership, Duration attemptTime) {
        Keys keys = tools.keys();
        Key owner = keys.deliverOwner(partition);
        Key outbox = keys.outbox(partition, destination);
        Key retries = keys.retries(partition, destination);
        Key messages = keys.messagePrefix(partition);
        Key bodies = keys.bodyPrefix(partition);
        this.redis = tools.redis();
        this.ownership = Fields.text(ownership.value());
        this.attemptMillis = Fields.number(attemptTime.toMillis());
        this.retentionMillis = Fields.number(tools.retention().toMillis());
        this.takeKeys = List.of(owner, outbox, retries, messages, bodies);
        this.attemptKeys = List.of(owner, outbox, retries, messages);
        this.splitKeys = List.of(owner, outbox, keys.messages(partition), messages);
        this.outcomeKeys = List.of(
                owner,
                outbox,
                retries,
                keys.deadLetters(partition, destination),
                messages,
                bodies,
                keys.ledgerPrefix(partition));
    }

    /** What is ready for an attempt. */
    sealed interface Taken {
        /**
         * @param redisMillis Redis' time
         * @param nextDueMillis when the next retry is due by Redis' time, -1 if there is none
         * @param more whether there may be more ready now
         * @param unreadable ids of messages in a format that this version does not know
         */
        record Ready(long redisMillis, long nextDueMillis, boolean more, List<Item> items, List<String> unreadable)
                implements Taken {}

        /** Someone else delivers the partition. */
        record Fenced() implements Taken {}
    }

    /** A message as it was read; see {@link InHand}. */
    record Item(
            String id,
            @Nullable String receiver,
            Message message,
            int attempts,
            long giveUpFromMillis,
            int uncounted,
            boolean expired,
            @Nullable String cancelled,
            boolean unfinished) {}

    /** Who gets a message of several receivers. */
    sealed interface Split {
        /** @param mark of who gets the message itself, as it was fixed now or before */
        record To(String mark) implements Split {}

        /** There are no receivers, and there were none before. */
        record Nobody() implements Split {}

        /** It is finished, gone, or further on than the caller knows. */
        record Gone() implements Split {}

        /** Someone else delivers the partition. */
        record Fenced() implements Split {}
    }

    /**
     * What came of recording an outcome.
     *
     * @param now whether it was recorded now; if not, it was before, or the message has gone on without us
     * @param othersRemain whether the message or a part of it was delivered, here or by another process, or may have been or
     *     still be
     */
    record Recorded(boolean now, boolean othersRemain) {}

    /** What came of beginning an attempt. */
    sealed interface Begun {
        record Go() implements Begun {}

        /** The message is not to be sent any more. */
        record Cancelled(String reason) implements Begun {}

        record Expired() implements Begun {}

        /** Another attempt is under way, until its deadline. */
        record Busy() implements Begun {}

        /** There is nothing to attempt. */
        record Finished() implements Begun {}

        /** Someone else delivers the partition. */
        record Fenced() implements Begun {}
    }

    /** An attempt to begin. */
    record Beginning(String id, int attempt) {}

    Future<Taken> take(int limit, Collection<String> inHand) {
        List<byte[]> args = new ArrayList<>(inHand.size() + 2);
        args.add(ownership);
        args.add(Fields.number(limit));
        inHand.forEach(id -> args.add(Fields.text(id)));
        return redis.run(Lane.WORK, TAKE, takeKeys, args).map(Shelf::taken);
    }

    Future<List<Begun>> begin(List<Beginning> beginnings) {
        List<byte[]> args = new ArrayList<>(beginnings.size() * 2 + 2);
        args.add(ownership);
        args.add(attemptMillis);
        for (Beginning beginning : beginnings) {
            args.add(Fields.text(beginning.id()));
            args.add(Fields.number(beginning.attempt()));
        }
        return redis.run(Lane.WORK, ATTEMPT, attemptKeys, args).map(reply -> begun(reply, beginnings.size()));
    }

    /** @param receivers their marks */
    Future<Split> split(Message message, List<String> receivers) {
        List<byte[]> args = new ArrayList<>(receivers.size() * 2 + 1);
        args.add(ownership);
        args.add(Fields.text(message.id().value()));
        if (!receivers.isEmpty()) {
            args.add(Fields.text(receivers.getFirst()));
        }
        for (String other : receivers.stream().skip(1).toList()) {
            args.add(Fields.text(message.id().partFor(other).value()));
            args.add(Fields.text(other));
        }
        return redis.run(Lane.WORK, SPLIT, splitKeys, args).map(reply -> split(String.valueOf(reply)));
    }

    Future<List<Recorded>> record(List<Recording> recordings) {
        List<byte[]> args = new ArrayList<>(recordings.size() * 7 + 2);
        args.add(ownership);
        args.add(retentionMillis);
        for (Recording recording : recordings) {
            boolean retry = recording.status() == DeliveryStatus.RETRYING;
            args.add(Fields.text(recording.id()));
            args.add(recording.afterAttempt() ? AFTER_ATTEMPT : WITHOUT_ATTEMPT);
            args.add(Fields.number(recording.attempts()));
            args.add(Fields.text(retry ? "retry" : recording.status().label()));
            args.add(Fields.number(recording.retryIn().toMillis()));
            args.add(recording.attempt() == null ? NOTHING : recording.attempt());
            args.add(recording.verdict() == null ? NOTHING : VerdictCodec.encode(recording.verdict()));
        }
        return redis.run(Lane.WORK, OUTCOME, outcomeKeys, args)
                .map(reply -> String.valueOf(reply)
                        .chars()
                        .mapToObj(c -> new Recorded(c == '1' || c == '+', c == '+' || c == '-'))
                        .toList());
    }

    private static Taken taken(@Nullable Response reply) {
        if (reply == null || reply.type() != ResponseType.MULTI) {
            return new Taken.Fenced();
        }
        List<Item> items = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (int i = 3; i + VALUES_PER_MESSAGE <= reply.size(); i += VALUES_PER_MESSAGE) {
            try {
                items.add(item(reply, i));
            } catch (IllegalArgumentException e) {
                LOG.error("a message is stored in a format that this version does not know id={}", reply.get(i));
                unreadable.add(Replies.text(reply, i));
            }
        }
        return new Taken.Ready(
                Replies.number(reply, 0),
                Replies.number(reply, 1),
                Replies.text(reply, 2).equals("1"),
                items,
                unreadable);
    }

    private static Item item(Response reply, int at) {
        String cancelled = Replies.text(reply, at + 5);
        String receiver = Replies.text(reply, at + 7);
        return new Item(
                Replies.text(reply, at),
                receiver.isEmpty() ? null : receiver,
                MessageCodec.decode(reply.get(at + 8).toBytes()),
                Math.toIntExact(Replies.number(reply, at + 1)),
                Replies.number(reply, at + 2),
                Math.toIntExact(Replies.number(reply, at + 3)),
                Replies.text(reply, at + 4).equals("1"),
                cancelled.isEmpty() ? null : cancelled,
                Replies.text(reply, at + 6).equals("1"));
    }

    private static Split split(String reply) {
        if (reply.startsWith("=")) {
            return new Split.To(reply.substring(1));
        }
        return switch (reply) {
            case "gone" -> new Split.Gone();
            case "nobody" -> new Split.Nobody();
            default -> new Split.Fenced();
        };
    }

    private static List<Begun> begun(@Nullable Response reply, int count) {
        if (reply == null || reply.type() != ResponseType.MULTI) {
            return Collections.nCopies(count, new Begun.Fenced());
        }
        return reply.stream().map(answer -> begun(answer.toString())).toList();
    }

    private static Begun begun(String answer) {
        return switch (answer.charAt(0)) {
            case 'g' -> new Begun.Go();
            case 'c' -> new Begun.Cancelled(answer.substring(1));
            case 'x' -> new Begun.Expired();
            case 'b' -> new Begun.Busy();
            default -> new Begun.Finished();
        };
    }
}
