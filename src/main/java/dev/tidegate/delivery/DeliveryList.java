package dev.tidegate.delivery;

import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lists deliveries of all partitions, newest first, page by page. */
final class DeliveryList {
    private static final Script LIST = Script.load(DeliveryList.class, "list.lua");
    private static final int LOOKS_PER_PARTITION = 1_000;
    private static final int MOST_ROUNDS = 20;
    private static final int FIRST_FIELD = 2;
    private static final int VALUES = FIRST_FIELD + DeliveryRows.FIELDS.size();

    private final RedisRouter redis;
    private final Keys keys;
    private final int partitions;

    DeliveryList(RedisRouter redis, Keys keys, int partitions) {
        this.redis = redis;
        this.keys = keys;
        this.partitions = partitions;
    }

    Future<Deliveries.Page> page(Deliveries.Query query) {
        Place start = query.cursor() == null ? Place.NEWEST : Place.parse(query.cursor());
        return round(query, start, new ArrayList<>(), 1);
    }

    /** A filter may match seldom, so a page can take several rounds of looks. */
    private Future<Deliveries.Page> round(Deliveries.Query query, Place from, List<Delivery> found, int rounds) {
        int most = query.limit() - found.size();
        List<Future<Part>> parts = IntStream.range(0, partitions)
                .mapToObj(partition -> part(partition, query, from, most))
                .toList();
        return Future.all(parts).map(all -> all.<Part>list()).compose(looked -> {
            Place bound = merge(looked, most, found);
            boolean enough = found.size() == query.limit() || rounds == MOST_ROUNDS;
            if (bound == null || enough) {
                return Future.succeededFuture(new Deliveries.Page(found, bound == null ? null : bound.text()));
            }
            return round(query, bound, found, rounds + 1);
        });
    }

    /** Adds what is surely next, and says how far that goes; null if that is all there is. */
    private static @Nullable Place merge(List<Part> parts, int most, List<Delivery> found) {
        Place bound = parts.stream()
                .map(Part::lookedTo)
                .filter(place -> place != null)
                .max(Place.ORDER)
                .orElse(null);
        List<Delivery> next = parts.stream()
                .flatMap(part -> part.deliveries().stream())
                .filter(delivery -> bound == null || Place.ORDER.compare(Place.of(delivery), bound) >= 0)
                .sorted(Comparator.comparing(Place::of, Place.ORDER).reversed())
                .toList();
        if (next.size() > most) {
            found.addAll(next.subList(0, most));
            return Place.of(next.get(most - 1));
        }
        found.addAll(next);
        return bound;
    }

    private Future<Part> part(int partition, Deliveries.Query query, Place from, int most) {
        DeliveryStatus status = query.status();
        String destination = query.destination();
        boolean givenUp = status == DeliveryStatus.DEAD || status == DeliveryStatus.UNKNOWN;
        Key index =
                givenUp && destination != null ? keys.deadLetters(partition, destination) : keys.messages(partition);
        List<byte[]> args = List.of(
                Fields.number(most),
                Fields.number(LOOKS_PER_PARTITION),
                Fields.text(from.millis() == Long.MAX_VALUE ? "+inf" : Long.toString(from.millis())),
                Fields.text(from.message()),
                Fields.text(status == null ? "" : status.label()),
                Fields.text(destination == null ? "" : destination));
        return redis.run(Lane.WORK, LIST, List.of(index, keys.messagePrefix(partition)), args)
                .map(reply -> part(partition, reply));
    }

    private static Part part(int partition, @Nullable Response reply) {
        if (reply == null) {
            return new Part(null, List.of());
        }
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = 2; i + VALUES <= reply.size(); i += VALUES) {
            Instant at = DeliveryRows.instant(Replies.text(reply, i + 1));
            deliveries.add(DeliveryRows.read(DeliveryRows.id(partition, reply.get(i)), at, reply, i + FIRST_FIELD));
        }
        String millis = Replies.text(reply, 0);
        Place lookedTo = millis.equals("-1")
                ? null
                : new Place(DeliveryRows.instant(millis).toEpochMilli(), Replies.text(reply, 1));
        return new Part(lookedTo, deliveries);
    }

    /** What one partition has; {@code lookedTo} is null when there is no more in it. */
    private record Part(@Nullable Place lookedTo, List<Delivery> deliveries) {}

    /** A place in the order: the time, and among those of one time the message's id. */
    private record Place(long millis, String message) {
        static final Place NEWEST = new Place(Long.MAX_VALUE, "");
        static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::millis).thenComparing(Place::message);

        static Place of(Delivery delivery) {
            return new Place(
                    delivery.at().toEpochMilli(), delivery.id().message().value());
        }

        static Place parse(String cursor) {
            int dot = cursor.indexOf('.');
            try {
                return new Place(Long.parseLong(cursor.substring(0, Math.max(0, dot))), cursor.substring(dot + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a cursor of this list", e);
            }
        }

        String text() {
            return millis + "." + message;
        }
    }
}
