package dev.tidegate.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The way to Redis. There is one for each event loop that works with Redis; it may be called from anywhere, and answers on
 * the caller's context.
 *
 * <p><b>Everything sent may be carried out more than once and out of order</b>, so callers send only what may be repeated.
 * What failed as unavailable may be carried out even later than what its caller sent afterwards: a Redis that stood still
 * goes on with what it had received. A failure is always a {@link RedisException}.
 *
 * <p>Every command names its key, although there is only one node yet: where a key lives is decided here and nowhere else.
 */
public final class RedisRouter {
    private final Context context;
    private final RedisSettings settings;
    private final Map<Lane, RedisLane> lanes = new EnumMap<>(Lane.class);
    private final List<RedisWatcher> watchers = new CopyOnWriteArrayList<>();
    private final Promise<Void> firstUp = Promise.promise();
    private volatile boolean up;

    /**
     * @param context of an event loop, on which the connections live
     * @param random spreads attempts to connect
     */
    public RedisRouter(Context context, RedisSettings settings, RandomGenerator random, RedisObserver observer) {
        if (!context.isEventLoopContext()) {
            throw new IllegalArgumentException("connections need the context of an event loop");
        }
        this.context = context;
        this.settings = settings;
        for (Lane lane : Lane.values()) {
            String name = lane.name().toLowerCase(Locale.ROOT);
            lanes.put(lane, new RedisLane(context, settings, random, name, observer, this::lookAtLanes));
        }
    }

    /**
     * Connects. Fails when Redis cannot be reached within the start timeout, with a text that says where and why; attempts
     * go on even then, until {@link #close()}.
     */
    public Future<Void> connect() {
        context.runOnContext(turn -> {
            lanes.values().forEach(RedisLane::open);
            context.owner().setTimer(settings.startTimeout().toMillis(), timer -> firstUp.tryFail(tooLate()));
        });
        return firstUp.future();
    }

    private RedisException tooLate() {
        String trouble = lanes.values().stream()
                .filter(lane -> !lane.isUp())
                .map(RedisLane::trouble)
                .findFirst()
                .orElse("connected just now");
        return RedisException.unavailable(
                "Redis cannot be reached within " + inWords(settings.startTimeout()) + ": " + trouble);
    }

    private static String inWords(Duration time) {
        return time.toSeconds() == 0 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    private void lookAtLanes() {
        boolean now = lanes.values().stream().allMatch(RedisLane::isUp);
        if (now == up) {
            return;
        }
        up = now;
        for (RedisWatcher watcher : watchers) {
            if (now) {
                watcher.up();
            } else {
                watcher.down();
            }
        }
        if (now) {
            firstUp.tryComplete();
        }
    }

    /** Whether all connections are there. */
    public boolean isUp() {
        return up;
    }

    /** Tells {@code watcher} of every change from now on. */
    public void watch(RedisWatcher watcher) {
        watchers.add(watcher);
    }

    /** Sends one command to the node of its key. */
    public Future<@Nullable Response> send(Lane lane, Key key, Request request) {
        return node(lane, key).send(request);
    }

    /** Sends one command that has no key, such as {@code PUBLISH}. */
    public Future<@Nullable Response> send(Lane lane, Request request) {
        return lane(lane).send(request);
    }

    /** The values of several keys of any tags, in their order; it is one command, as there is one node. */
    public Future<List<Optional<byte[]>>> values(Lane lane, List<Key> keys) {
        Request read = Request.cmd(Command.MGET);
        keys.forEach(key -> read.arg(key.name()));
        return send(lane, read).map(reply -> {
            List<Optional<byte[]>> values = new ArrayList<>(keys.size());
            for (int i = 0; i < keys.size(); i++) {
                Response value = reply == null ? null : reply.get(i);
                values.add(Optional.ofNullable(value).map(Response::toBytes));
            }
            return values;
        });
    }

    /**
     * Runs a script.
     *
     * @param keys at least one, and all with the same tag
     */
    public Future<@Nullable Response> run(Lane lane, Script script, List<Key> keys, List<byte[]> args) {
        return node(lane, checked(keys)).run(script, keys, args, false);
    }

    /**
     * Runs a script and answers only when what it has written, or found written, is as durable as the settings ask. Where
     * a replica is asked for and does not confirm in time, it fails as {@link RedisException.Kind#FULL} although the
     * script has run.
     */
    public Future<@Nullable Response> runDurably(Lane lane, Script script, List<Key> keys, List<byte[]> args) {
        boolean replicated = settings.durability() == RedisSettings.Durability.REPLICATED;
        return node(lane, checked(keys)).run(script, keys, args, replicated);
    }

    /** Ends all connections; what is under way fails as unavailable. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(turn -> {
            firstUp.tryFail(RedisException.unavailable("the gateway is stopping"));
            List<Future<Void>> all = new ArrayList<>();
            lanes.values().forEach(lane -> all.add(lane.close()));
            Future.join(all).<Void>mapEmpty().onComplete(closed);
        });
        return closed.future();
    }

    private static Key checked(List<Key> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a script needs a key, which says where it runs");
        }
        Key first = keys.getFirst();
        for (int i = 1; i < keys.size(); i++) {
            if (!first.sharesTagWith(keys.get(i))) {
                throw new IllegalArgumentException("the keys of a script do not share a tag");
            }
        }
        return first;
    }

    /** A single Redis is a cluster of one: it has every slot. */
    @SuppressWarnings("UnusedVariable") // the key decides as soon as there are several nodes
    private RedisLane node(Lane lane, Key key) {
        return lane(lane);
    }

    private RedisLane lane(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }
}
