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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hooks that apps have subscribed to destinations: the same for all processes, whatever the settings say. */
public final class Hooks {
    /** A message goes to each, so they are not to be without end. */
    public static final int MOST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);
    private static final Script SUBSCRIBE = Script.load(Hooks.class, "subscribe.lua");
    private static final Script END = Script.load(Hooks.class, "end.lua");
    private static final String FORMAT = "1";
    private static final int ID_BYTES = 12;

    private final RedisRouter redis;
    private final Keys keys;

    /** Ids of hooks that could not be read, so that it is said once. */
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

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

    /** What came of looking for a hook. */
    sealed interface Found {
        record Yes(Hook hook) implements Found {}

        /** It is not subscribed, or not any more. */
        record No() implements Found {}

        /** It is subscribed, and stored in a format that this version does not know. */
        record Unreadable() implements Found {}
    }

    /** A destination's hooks, the oldest first, without those that this version cannot read. */
    public Future<List<Hook>> of(String destination) {
        Key key = keys.hooks(destination);
        return redis.send(Lane.WORK, key, Request.cmd(Command.HGETALL).arg(key.name()))
                .map(reply -> all(destination, reply));
    }

    Future<Found> find(String destination, String id) {
        Key key = keys.hooks(destination);
        return redis.send(
                        Lane.WORK,
                        key,
                        Request.cmd(Command.HGET).arg(key.name()).arg(id))
                .map(value -> value == null
                        ? new Found.No()
                        : hook(destination, id, value.toString())
                                .<Found>map(Found.Yes::new)
                                .orElseGet(Found.Unreadable::new));
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
        Hook hook = new Hook(Digests.base64Url(id, ID_BYTES), url, as, now);
        List<byte[]> args = List.of(
                Fields.text(hook.id()), Fields.text(value(hook)), Fields.text(url.toString()), Fields.number(MOST));
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

    /**
     * Unsubscribes a hook that says it is over, unless it was subscribed anew since it was looked up: then it said so of the
     * subscription before.
     *
     * @return whether it was unsubscribed
     */
    Future<Boolean> end(String destination, Hook hook) {
        List<byte[]> args = List.of(Fields.text(hook.id()), Fields.text(value(hook)));
        return redis.run(Lane.WORK, END, List.of(keys.hooks(destination)), args)
                .map(reply -> reply != null && reply.toString().equals("1"));
    }

    private static String value(Hook hook) {
        return String.join(
                "\n",
                FORMAT,
                Long.toString(hook.since().toEpochMilli()),
                hook.as() == null ? "" : hook.as(),
                hook.url().toString());
    }

    private List<Hook> all(String destination, @Nullable Response reply) {
        List<Hook> hooks = new ArrayList<>();
        if (reply != null) {
            reply.getKeys()
                    .forEach(id ->
                            hook(destination, id, String.valueOf(reply.get(id))).ifPresent(hooks::add));
        }
        hooks.sort(Comparator.comparing(Hook::since).thenComparing(Hook::id));
        return hooks;
    }

    private Optional<Hook> hook(String destination, String id, String value) {
        String[] lines = value.split("\n", 4);
        if (lines.length != 4 || !lines[0].equals(FORMAT)) {
            if (unreadable.add(id)) {
                LOG.atWarn()
                        .addKeyValue("destination", destination)
                        .addKeyValue("hook", id)
                        .log("a hook gets nothing, as it is stored in a format that this version does not know");
            }
            return Optional.empty();
        }
        return Optional.of(new Hook(
                id,
                URI.create(lines[3]),
                lines[2].isEmpty() ? null : lines[2],
                Instant.ofEpochMilli(Long.parseLong(lines[1]))));
    }
}
