package dev.tidegate.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short hints from process to process that there is something to do. Any of them may be lost, so nothing may depend on one;
 * after a gap the listener is told to look at everything.
 *
 * <p>Listens on a connection of its own. Lives on one context; the listener is called there.
 */
public final class Doorbell {
    private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);

    private final Context context;
    private final RedisRouter router;
    private final Keys keys;
    private final String self;
    private final Listener listener;
    private final RedisSettings.Limits limits;
    private final HeldConnection link;
    private final Set<Ring> rings = new LinkedHashSet<>();

    private @Nullable RedisConnection connection;
    private long lastHeard;
    private long heartbeat = -1;

    /** Hears what others ring. */
    public interface Listener {
        /** Another process, or this one, has rung. */
        void rung(String text);

        /** From now on rings are heard, for the first time or again; some may have been missed. */
        void listening();
    }

    private record Ring(String member, String text) {}

    /** @param self the id of this process */
    public Doorbell(
            Context context,
            RedisSettings settings,
            RandomGenerator random,
            RedisRouter router,
            Keys keys,
            String self,
            Listener listener) {
        this.context = context;
        this.router = router;
        this.keys = keys;
        this.self = self;
        this.listener = listener;
        this.limits = settings.limits();
        this.link = new HeldConnection(context, settings, random, "doorbell", true, new Subscription());
    }

    /** Begins to listen, as soon as Redis can be reached. */
    public void open() {
        context.runOnContext(turn -> {
            link.open();
            heartbeat = context.owner().setPeriodic(limits.heartbeat().toMillis(), timer -> lookAfterLink());
        });
    }

    /**
     * Rings at another process. What is rung several times in one turn of the event loop is rung once.
     *
     * @param text a few characters; never anything about a customer
     */
    public void ring(String member, String text) {
        if (rings.isEmpty()) {
            context.runOnContext(turn -> flush());
        }
        rings.add(new Ring(member, text));
    }

    private void flush() {
        Set<Ring> now = Set.copyOf(rings);
        rings.clear();
        for (Ring ring : now) {
            if (ring.member.equals(self)) {
                listener.rung(ring.text);
            } else {
                router.send(
                                Lane.WORK,
                                Request.cmd(Command.PUBLISH)
                                        .arg(keys.doorbell(ring.member))
                                        .arg(ring.text))
                        .onFailure(cause -> LOG.debug("a ring was lost", cause));
            }
        }
    }

    /** Stops listening. */
    public Future<Void> close() {
        context.owner().cancelTimer(heartbeat);
        return link.close();
    }

    /** A silent link may be dead. The answer to a PING is heard like any other message. */
    private void lookAfterLink() {
        RedisConnection open = connection;
        if (open == null || System.nanoTime() - lastHeard < limits.heartbeat().toNanos() / 2) {
            return;
        }
        open.send(Request.cmd(Command.PING))
                .timeout(limits.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(pong -> lastHeard = System.nanoTime())
                .onFailure(cause -> {
                    if (connection == open) {
                        link.drop(RedisException.unavailable("Redis is away: no answer in time"));
                    }
                });
    }

    private final class Subscription implements HeldConnection.Holder {
        @Override
        public void up(RedisConnection fresh) {
            connection = fresh;
            lastHeard = System.nanoTime();
            fresh.handler(Doorbell.this::heard);
            fresh.send(Request.cmd(Command.SUBSCRIBE).arg(keys.doorbell(self)))
                    .onFailure(cause -> LOG.debug("could not subscribe", cause));
        }

        @Override
        public void down(RedisException why) {
            connection = null;
        }
    }

    private void heard(Response message) {
        lastHeard = System.nanoTime();
        if (message.type() != ResponseType.PUSH || message.size() < 3) {
            return;
        }
        switch (message.get(0).toString()) {
            case "subscribe" -> {
                link.proved();
                listener.listening();
            }
            case "message" -> listener.rung(message.get(2).toString());
            default -> {
                // Others are of no interest.
            }
        }
    }
}
