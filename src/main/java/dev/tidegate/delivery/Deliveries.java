package dev.tidegate.delivery;

import dev.tidegate.domain.MessageId;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What an operator sees of deliveries and can do about them, from any process. */
public final class Deliveries {
    private static final Script RETRY = Script.load(Deliveries.class, "retry.lua");
    private static final int REDRIVEN_AT_ONCE = 100;
    private static final int LONGEST_PAGE = 200;

    private final RedisRouter redis;
    private final Keys keys;
    private final int partitions;
    private final Doorbell doorbell;
    private final Runnable controlChanged;
    private final DeliveryList list;
    private final Control control;

    /**
     * @param doorbell tells whoever delivers a partition of what is back in an outbox there
     * @param controlChanged tells all processes that a destination was paused or resumed
     */
    public Deliveries(RedisRouter redis, Keys keys, int partitions, Doorbell doorbell, Runnable controlChanged) {
        this.redis = redis;
        this.keys = keys;
        this.partitions = partitions;
        this.doorbell = doorbell;
        this.controlChanged = controlChanged;
        this.list = new DeliveryList(redis, keys, partitions);
        this.control = new Control(redis, keys);
    }

    /**
     * Which deliveries to list.
     *
     * @param status null for all
     * @param destination null for all
     * @param limit of the page
     * @param cursor where the page before ended, null for the first
     */
    public record Query(
            @Nullable DeliveryStatus status,
            @Nullable String destination,
            int limit,
            @Nullable String cursor) {
        public Query {
            if (limit < 1 || limit > LONGEST_PAGE) {
                throw new IllegalArgumentException("limit is from 1 to " + LONGEST_PAGE);
            }
        }
    }

    /** @param next the cursor of the next page, null if this is the last */
    public record Page(List<Delivery> items, @Nullable String next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** What came of asking for a message to be tried anew. */
    public enum Retried {
        /** It is back in its outbox. */
        YES,
        /** There is no such message. */
        UNKNOWN_ID,
        /** It is on its way or finished, not given up. */
        NOT_GIVEN_UP
    }

    /**
     * Lists deliveries, newest first.
     *
     * @throws IllegalArgumentException if the cursor is none of this list
     */
    public Future<Page> list(Query query) {
        return list.page(query);
    }

    /** The delivery with this id, or of the message with this id. */
    public Future<Optional<Delivery>> find(String id) {
        try {
            if (id.indexOf('.') >= 0) {
                Delivery.Id exact = Delivery.Id.parse(id);
                return exact.partition() < partitions ? read(exact) : Future.succeededFuture(Optional.empty());
            }
            MessageId message = new MessageId(id);
            return Future.all(IntStream.range(0, partitions)
                            .mapToObj(partition -> read(new Delivery.Id(partition, message)))
                            .toList())
                    .map(all -> all.<Optional<Delivery>>list().stream()
                            .flatMap(Optional::stream)
                            .findFirst());
        } catch (IllegalArgumentException notAnId) {
            return Future.succeededFuture(Optional.empty());
        }
    }

    /** The deliveries of these messages of one partition, as far as they are still kept. */
    public Future<List<Delivery>> of(int partition, Collection<MessageId> messages) {
        return Future.all(messages.stream()
                        .map(message -> parts(partition, message))
                        .toList())
                .map(all -> all.<List<MessageId>>list().stream()
                        .flatMap(List::stream)
                        .map(part -> read(new Delivery.Id(partition, part)))
                        .toList())
                .compose(Future::all)
                .map(all -> all.<Optional<Delivery>>list().stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** The message, and what was split off from it for others of several receivers. */
    private Future<List<MessageId>> parts(int partition, MessageId message) {
        Key key = keys.message(partition, message);
        Request read = Request.cmd(Command.HGET).arg(key.name()).arg("k");
        return redis.send(Lane.WORK, key, read).map(others -> {
            List<MessageId> parts = new ArrayList<>();
            parts.add(message);
            if (others != null) {
                Arrays.stream(others.toString().split(" ", -1))
                        .map(MessageId::new)
                        .forEach(parts::add);
            }
            return parts;
        });
    }

    /** Has a message that was given up tried anew, at once. */
    public Future<Retried> retry(String id) {
        return find(id).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(Retried.UNKNOWN_ID);
            }
            Delivery.Id delivery = found.get().id();
            String destination = found.get().destination();
            List<byte[]> args = List.of(Fields.text(delivery.message().value()));
            return retry(delivery.partition(), destination, args)
                    .map(back -> back.moved() > 0 ? Retried.YES : Retried.NOT_GIVEN_UP);
        });
    }

    /**
     * Has all dead letters of a destination tried anew, and says how many they were. Messages that the destination may have
     * taken are not among them: a person decides on each.
     */
    public Future<Long> redrive(String destination) {
        return Future.all(IntStream.range(0, partitions)
                        .mapToObj(partition -> redrive(partition, destination, 0, 0))
                        .toList())
                .map(all -> all.<Long>list().stream().mapToLong(Long::longValue).sum());
    }

    /** Stops attempts at a destination in all processes, within seconds; messages wait. */
    public Future<Void> pause(String destination) {
        return control.pause(destination, true).onSuccess(set -> controlChanged.run());
    }

    /** Lets attempts at a destination go on, whatever the settings say. */
    public Future<Void> resume(String destination) {
        return control.pause(destination, false).onSuccess(set -> controlChanged.run());
    }

    private Future<Long> redrive(int partition, String destination, long moved, long left) {
        List<byte[]> args = List.of(Fields.text(""), Fields.number(REDRIVEN_AT_ONCE), Fields.number(left));
        return retry(partition, destination, args)
                .compose(back -> back.looked() < REDRIVEN_AT_ONCE
                        ? Future.succeededFuture(moved + back.moved())
                        : redrive(partition, destination, moved + back.moved(), left + back.left()));
    }

    private Future<PutBack> retry(int partition, String destination, List<byte[]> args) {
        List<Key> sets = List.of(
                keys.deadLetters(partition, destination),
                keys.outbox(partition, destination),
                keys.messagePrefix(partition),
                keys.bodyPrefix(partition));
        return redis.run(Lane.WORK, RETRY, sets, args).map(PutBack::read).onSuccess(back -> {
            if (back.moved() > 0) {
                doorbell.ring(partition, destination);
            }
        });
    }

    private record PutBack(long moved, long left, long looked) {
        static PutBack read(@Nullable Response reply) {
            return reply == null
                    ? new PutBack(0, 0, 0)
                    : new PutBack(Replies.number(reply, 0), Replies.number(reply, 1), Replies.number(reply, 2));
        }
    }

    private Future<Optional<Delivery>> read(Delivery.Id id) {
        Key key = keys.message(id.partition(), id.message());
        Request read = Request.cmd(Command.HMGET).arg(key.name());
        DeliveryRows.FIELDS.forEach(read::arg);
        read.arg("r");
        return redis.send(Lane.WORK, key, read).map(values -> {
            if (values == null || values.get(0) == null) {
                return Optional.empty();
            }
            Instant at = DeliveryRows.instant(Replies.text(values, DeliveryRows.FIELDS.size()));
            return Optional.of(DeliveryRows.read(id, at, values, 0));
        });
    }
}
