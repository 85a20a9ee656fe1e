package dev.tidegate.queue;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * To which profile each identifier leads: in Redis, and from memory what was looked up lately. An identifier that has a profile
 * keeps it, so that memory is good until a merge or its undoing sends identifiers elsewhere.
 */
final class IdentifierIndex {
    private static final Script REPOINT = Script.load(IdentifierIndex.class, "repoint.lua");
    private static final Script CLAIM = Script.load(IdentifierIndex.class, "claim-identifier.lua");

    private final RedisRouter redis;
    private final Keys keys;
    private final Map<Identifier, Owner> known;

    /** @param limit how many identifiers are remembered */
    IdentifierIndex(RedisRouter redis, Keys keys, int limit) {
        this.redis = redis;
        this.keys = keys;
        this.known = new LruMap<>(limit);
    }

    /**
     * Whom an identifier belongs to.
     *
     * @param named whether that customer is known by a strong identifier
     */
    record Owner(ProfileId profile, boolean named) {
        private static Owner parse(Response reply) {
            String text = reply.toString();
            boolean named = text.endsWith("!");
            return new Owner(new ProfileId(named ? text.substring(0, text.length() - 1) : text), named);
        }

        private String text() {
            return named ? profile.value() + "!" : profile.value();
        }
    }

    /** The wish that an identifier belong to somebody; a weak one is forgotten when it is not seen for long. */
    record Claim(Owner owner, boolean weak) {}

    /** The owners of those of the identifiers that have one; the caller's to write in. */
    Future<Map<Identifier, Owner>> find(List<Identifiers> all) {
        Set<Identifier> unknown = new LinkedHashSet<>();
        Set<Identifier> weak = new HashSet<>();
        for (Identifiers identifiers : all) {
            identifiers.strong().stream().filter(id -> !known.containsKey(id)).forEach(unknown::add);
            identifiers.weak().stream().filter(id -> !known.containsKey(id)).forEach(unknown::add);
            weak.addAll(identifiers.weak());
        }
        Map<Identifier, Owner> owners = new HashMap<>();
        return Future.join(unknown.stream()
                        .map(id -> redis.send(Lane.WORK, keys.profileOf(id), read(id, weak.contains(id)))
                                .onSuccess(reply -> {
                                    if (reply != null) {
                                        learn(id, Owner.parse(reply), owners);
                                    }
                                }))
                        .toList())
                .map(v -> {
                    for (Identifiers identifiers : all) {
                        identifiers.strong().forEach(id -> recall(id, owners));
                        identifiers.weak().forEach(id -> recall(id, owners));
                    }
                    return owners;
                });
    }

    /** A browser or basket is remembered for as long again as it is seen. */
    private Request read(Identifier id, boolean weak) {
        String key = keys.profileOf(id).name();
        return weak
                ? Request.cmd(Command.GETEX).arg(key).arg("PX").arg(QueueSettings.WEAK_LIFETIME.toMillis())
                : Request.cmd(Command.GET).arg(key);
    }

    private void recall(Identifier id, Map<Identifier, Owner> owners) {
        Owner owner = known.get(id);
        if (owner != null) {
            owners.putIfAbsent(id, owner);
        }
    }

    /** Claims identifiers, and writes into {@code owners} whose they are now: the first claim stands. */
    Future<?> claim(Map<Identifier, Claim> wishes, Map<Identifier, Owner> owners) {
        return Future.join(wishes.entrySet().stream()
                .map(wish -> redis.run(
                                Lane.WORK,
                                CLAIM,
                                List.of(keys.profileOf(wish.getKey())),
                                List.of(
                                        Bytes.of(wish.getValue().owner.text()),
                                        Bytes.of(wish.getValue().weak ? QueueSettings.WEAK_LIFETIME.toMillis() : 0)))
                        .onSuccess(reply -> {
                            if (reply != null) {
                                learn(wish.getKey(), Owner.parse(reply), owners);
                            }
                        }))
                .toList());
    }

    /** Lets an identifier lead to the profile that its own was merged into, and writes that into {@code owners}. */
    Future<?> repoint(Identifier id, Owner was, Owner now, Map<Identifier, Owner> owners) {
        return redis.run(
                        Lane.WORK,
                        REPOINT,
                        List.of(keys.profileOf(id)),
                        List.of(Bytes.of(was.profile.value()), Bytes.of(now.text())))
                .onSuccess(done -> learn(id, now, owners));
    }

    private void learn(Identifier id, Owner owner, Map<Identifier, Owner> owners) {
        owners.put(id, owner);
        known.put(id, owner);
    }

    /** What is remembered of these may be out of date. */
    void forget(Identifiers identifiers) {
        identifiers.strong().forEach(known::remove);
        identifiers.weak().forEach(known::remove);
    }

    void forget() {
        known.clear();
    }
}
