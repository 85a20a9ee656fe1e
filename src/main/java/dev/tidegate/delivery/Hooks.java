package dev.tidegate.delivery;

import dev.tidegate.domain.Digests;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The hooks that apps have subscribed to destinations: the same for all processes, whatever the settings say. */
public final class Hooks {
    /** A message goes to each, so they are not to be without end. */
    public static final int MOST = 100;

    private static final Script SUBSCRIBE = Script.load(Hooks.class, "subscribe.lua");
    private static final String FORMAT = "1";
    private static final int ID_BYTES = 12;

    private final RedisRouter redis;
    private final Keys keys;

    public Hooks(RedisRouter redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** What came of subscribing. */
    public sealed interface Subscribed {
        /** @param id the same as before if the URL was subscribed already */
        record Yes(String id) implements Subscribed {}

        /** The destination has as many hooks as it may. */
        record Full() implements Subscribed {}
    }

    /** A destination's hooks, the oldest first. */
    public Future<List<Hook>> of(String destination) {
        Key key = keys.hooks(destination);
        return redis.send(Lane.WORK, key, Request.cmd(Command.HGETALL).arg(key.name()))
                .map(Hooks::all);
    }

    public Future<Optional<Hook>> find(String destination, String id) {
        Key key = keys.hooks(destination);
        return redis.send(
                        Lane.WORK,
                        key,
                        Request.cmd(Command.HGET).arg(key.name()).arg(id))
                .map(value -> value == null ? Optional.empty() : Optional.of(hook(id, value.toString())));
    }

    /**
     * Subscribes a URL, or changes what it is subscribed to.
     *
     * @param as only messages of this name go there, one line; null for all
     */
    public Future<Subscribed> subscribe(
            String destination, URI url, @Nullable String as, Instant now, RandomGenerator random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String value =
                String.join("\n", FORMAT, Long.toString(now.toEpochMilli()), as == null ? "" : as, url.toString());
        List<byte[]> args = List.of(
                Fields.text(Digests.base64Url(id, ID_BYTES)),
                Fields.text(value),
                Fields.text(url.toString()),
                Fields.number(MOST));
        return redis.run(Lane.WORK, SUBSCRIBE, List.of(keys.hooks(destination)), args)
                .map(reply -> reply == null || reply.toString().isEmpty()
                        ? new Subscribed.Full()
                        : new Subscribed.Yes(reply.toString()));
    }

    /** Answers whether there was such a hook. */
    public Future<Boolean> unsubscribe(String destination, String id) {
        Key key = keys.hooks(destination);
        return redis.send(
                        Lane.WORK,
                        key,
                        Request.cmd(Command.HDEL).arg(key.name()).arg(id))
                .map(reply -> reply != null && reply.toString().equals("1"));
    }

    private static List<Hook> all(@Nullable Response reply) {
        List<Hook> hooks = new ArrayList<>();
        if (reply != null) {
            reply.getKeys().forEach(id -> hooks.add(hook(id, String.valueOf(reply.get(id)))));
        }
        hooks.sort(Comparator.comparing(Hook::since).thenComparing(Hook::id));
        return hooks;
    }

    private static Hook hook(String id, String value) {
        String[] lines = value.split("\n", 4);
        if (lines.length != 4 || !lines[0].equals(FORMAT)) {
            throw new IllegalStateException("a hook is stored in a format that this version does not know");
        }
        return new Hook(
                id,
                URI.create(lines[3]),
                lines[2].isEmpty() ? null : lines[2],
                Instant.ofEpochMilli(Long.parseLong(lines[1])));
    }
}
