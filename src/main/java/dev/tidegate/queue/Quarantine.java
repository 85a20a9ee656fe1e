package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.json.EventCodec;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events that are kept for a person to look at, of all intakes. */
public final class Quarantine {
    private final RedisRouter redis;
    private final Keys keys;
    private final int intakes;

    public Quarantine(RedisRouter redis, Keys keys, int intakes) {
        this.redis = redis;
        this.keys = keys;
        this.intakes = intakes;
    }

    /** A page, oldest first within an intake. */
    public record Page(
            List<QuarantinedEvent> items, @Nullable String next) {}

    /**
     * Lists from where a page before ended.
     *
     * @param cursor {@link Page#next} of that page, null for the first
     * @throws IllegalArgumentException if the cursor is none
     */
    public Future<Page> list(int limit, @Nullable String cursor) {
        int intake = 0;
        String from = "-";
        if (cursor != null) {
            int dash = cursor.indexOf('-');
            if (!cursor.matches("\\d{1,4}-\\d{1,16}-\\d{1,16}")) {
                throw new IllegalArgumentException("not a cursor");
            }
            intake = Integer.parseInt(cursor, 0, dash, 10);
            from = "(" + cursor.substring(dash + 1);
        }
        return page(intake, from, limit, new ArrayList<>());
    }

    private Future<Page> page(int intake, String from, int limit, List<QuarantinedEvent> items) {
        if (intake >= intakes) {
            return Future.succeededFuture(new Page(items, null));
        }
        Key key = keys.quarantine(intake);
        int wanted = limit - items.size();
        Request read = Request.cmd(Command.XRANGE)
                .arg(key.name())
                .arg(from)
                .arg("+")
                .arg("COUNT")
                .arg(wanted + 1);
        return redis.send(Lane.WORK, key, read).compose(reply -> {
            List<Response> found = Replies.elements(reply);
            found.stream().limit(wanted).forEach(entry -> items.add(item(intake, entry)));
            if (found.size() > wanted) {
                return Future.succeededFuture(new Page(items, items.getLast().id()));
            }
            return page(intake + 1, "-", limit, items);
        });
    }

    private static QuarantinedEvent item(int intake, Response entry) {
        String id = entry.get(0).toString();
        String reason = entry.get(1).get(1).toString();
        byte[] body = entry.get(1).get(3).toBytes();
        Instant at = Instant.ofEpochMilli(Long.parseLong(id, 0, id.indexOf('-'), 10));
        try {
            Event event = EventCodec.decode(body);
            return new QuarantinedEvent(intake + "-" + id, event.id(), event.source(), reason, at, body);
        } catch (RuntimeException unreadable) {
            return new QuarantinedEvent(intake + "-" + id, EventId.of("", id), "", reason, at, body);
        }
    }
}
