package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.EventTypes;
import dev.tidegate.json.EventCodec;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What customers and shops ask for that a person has to do, kept until it is done. There are few: they are read whole.
 *
 * <p>An event is kept under its id before it is handed on, so that one that is handed on twice is there once.
 */
public final class PrivacyRequests {
    private static final Logger LOG = LoggerFactory.getLogger(PrivacyRequests.class);

    private final RedisRouter redis;
    private final Key key;

    public PrivacyRequests(RedisRouter redis, Keys keys) {
        this.redis = redis;
        this.key = keys.privacyRequests();
    }

    /** All that is to be done, the oldest first. */
    public Future<List<PrivacyRequest>> list() {
        Request read = Request.cmd(Command.HGETALL).arg(key.name());
        return redis.send(Lane.WORK, key, read).map(reply -> {
            List<PrivacyRequest> requests = new ArrayList<>();
            for (int i = 0; reply != null && i + 1 < reply.size(); i += 2) {
                requests.add(request(reply.get(i).toString(), reply.get(i + 1)));
            }
            requests.sort(Comparator.comparing(PrivacyRequest::at)
                    .thenComparing(request -> request.id().value()));
            return requests;
        });
    }

    /** Strikes a request off that was done; false if there is none of that id. */
    public Future<Boolean> done(EventId id) {
        Request delete = Request.cmd(Command.HDEL).arg(key.name()).arg(id.value());
        return redis.send(Lane.WORK, key, delete)
                .map(reply -> reply != null && reply.toString().equals("1"));
    }

    /** Keeps those of the events that are requests, and tells the operator of what else concerns them. */
    Future<?> keep(List<IntakeEntry> entries) {
        Request keep = null;
        for (IntakeEntry entry : entries) {
            Event event = entry.event();
            if (EventTypes.isPrivacyRequest(event.type())) {
                keep = keep == null ? Request.cmd(Command.HSET).arg(key.name()) : keep;
                keep.arg(event.id().value()).arg(entry.body());
                warn("a privacy request waits for an operator", event);
            } else if (event.type().equals(EventTypes.APP_UNINSTALLED)) {
                warn("the app was uninstalled, so that the source will send nothing any more", event);
            }
        }
        return keep == null ? Future.succeededFuture() : redis.send(Lane.WORK, key, keep);
    }

    private static void warn(String message, Event event) {
        LOG.atWarn()
                .addKeyValue("source", event.source())
                .addKeyValue("type", event.type())
                .addKeyValue("event", event.id().value())
                .log(message);
    }

    private static PrivacyRequest request(String id, Response body) {
        byte[] json = body.toBytes();
        Event event = EventCodec.decode(json);
        return new PrivacyRequest(new EventId(id), event.receivedAt(), event.type(), event.source(), json);
    }
}
