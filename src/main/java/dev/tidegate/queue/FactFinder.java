package dev.tidegate.queue;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.Lineage;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import dev.tidegate.trigger.CancelCodec;
import dev.tidegate.trigger.CancelEvent;
import dev.tidegate.trigger.CooldownKey;
import dev.tidegate.trigger.Decision;
import dev.tidegate.trigger.Facts;
import dev.tidegate.trigger.Needs;
import dev.tidegate.trigger.PlaceWish;
import dev.tidegate.trigger.Places;
import dev.tidegate.trigger.Token;
import dev.tidegate.trigger.Triggers;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fetches what a decision needs to know, and leaves in the tokens' slots by which runs can be found. */
final class FactFinder {
    private static final Script REGISTER = Script.load(FactFinder.class, "register.lua");
    private static final Script COOLDOWN = Script.load(FactFinder.class, "cooldown.lua");
    private static final int RUNS_PER_TOKEN = 64;

    private final RedisRouter redis;
    private final Keys keys;
    private final int partitions;
    private final PlaceBook places;
    private final AddressConsent consent;

    FactFinder(RedisRouter redis, Keys keys, int partitions) {
        this.redis = redis;
        this.keys = keys;
        this.partitions = partitions;
        this.places = new PlaceBook(redis, keys);
        this.consent = new AddressConsent(redis, keys);
    }

    /**
     * Records what an event says about consent with the addresses it is about, before anything is decided.
     *
     * @param before the profile without the event, whose new addresses inherit the consent it already has
     */
    Future<?> recordConsent(Event event, Profile before, Profile after) {
        return consent.record(event, before, after);
    }

    /** Answers the needs; runs that may start are registered under their tokens on the way. */
    Future<Facts> find(Needs needs, Profile profile, Lineage lineage, Instant now, Triggers triggers) {
        if (needs.equals(Needs.NOTHING)) {
            return Future.succeededFuture(Facts.NONE);
        }
        Future<List<CancelEvent>> marks = marks(needs, profile, now, triggers.markLifetime());
        Future<Map<CooldownKey, Facts.Cooldown>> cooldowns =
                cooldowns(needs.cooldowns(), profile, lineage, now, triggers);
        Future<Map<Channel, Map<String, String>>> addresses =
                needs.addresses() ? addresses(profile) : Future.succeededFuture(Map.of());
        return Future.join(marks, cooldowns, addresses)
                .map(v -> new Facts(
                        marks.result(),
                        consent(addresses.result()),
                        suppressed(addresses.result()),
                        cooldowns.result(),
                        Map.of()));
    }

    /** Asks for places under caps, one wish after the other, so that the first is served first. */
    Future<Facts> places(List<PlaceWish> wishes, Facts facts, Profile profile, Instant now) {
        Map<MessageId, Places> answers = new HashMap<>();
        Future<?> asked = Future.succeededFuture();
        for (PlaceWish wish : wishes) {
            Identifier address = address(profile, wish.channel());
            if (address != null) {
                asked = asked.compose(v -> places.ask(address, wish, now))
                        .onSuccess(answer -> answers.put(wish.messages().getFirst(), answer));
            }
        }
        return asked.map(v -> wishes.isEmpty() ? facts : facts.with(answers));
    }

    /** Gives places back that are not needed after all; they may have been taken under an address used earlier. */
    Future<?> giveBack(List<Decision.PlaceReturn> returns, Profile profile) {
        List<Future<?>> calls = new ArrayList<>();
        for (Decision.PlaceReturn back : returns) {
            List<String> all = back.channel() == Channel.EMAIL ? profile.emails() : profile.phones();
            all.forEach(address ->
                    calls.add(places.giveBack(Identifier.address(back.channel(), address), back.messages())));
        }
        return Future.join(calls);
    }

    private Future<List<CancelEvent>> marks(Needs needs, Profile profile, Instant now, Duration lifetime) {
        List<Future<@Nullable Response>> calls = new ArrayList<>();
        for (Needs.Registration registration : needs.registrations()) {
            String run = new Handover.WaitingRun(profile.id(), registration.run()).text();
            for (Token token : registration.tokens()) {
                calls.add(register(token, run, registration.forgetAt(), now, lifetime));
            }
        }
        needs.marksOf().forEach(token -> calls.add(register(token, "", now, now, lifetime)));
        return Future.join(calls).map(v -> {
            List<CancelEvent> marks = new ArrayList<>();
            for (Future<@Nullable Response> call : calls) {
                Replies.elements(call.result()).forEach(mark -> marks.add(CancelCodec.decode(mark.toBytes())));
            }
            return marks;
        });
    }

    private Future<@Nullable Response> register(
            Token token, String run, Instant forgetAt, Instant now, Duration lifetime) {
        Identifier identifier = Identifier.token(token.property(), token.value());
        return redis.run(
                Lane.WORK,
                REGISTER,
                List.of(keys.waiting(identifier), keys.marks(identifier)),
                List.of(
                        Bytes.of(run),
                        Bytes.of(forgetAt.toEpochMilli()),
                        Bytes.of(now.toEpochMilli()),
                        Bytes.of(lifetime.toMillis()),
                        Bytes.of(RUNS_PER_TOKEN)));
    }

    /**
     * A cooldown counts whichever of a customer's profiles started it, before they were merged; and for both of two that were
     * taken for one, if it started before they were told apart.
     */
    private Future<Map<CooldownKey, Facts.Cooldown>> cooldowns(
            List<CooldownKey> wanted, Profile profile, Lineage lineage, Instant now, Triggers triggers) {
        if (wanted.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Map<CooldownKey, Facts.Cooldown> inForce = new HashMap<>();
        List<Future<?>> reads = new ArrayList<>();
        Counting all = (key, until) -> true;
        reads.add(cooldowns(wanted, profile.id(), now, all, inForce));
        lineage.merged().forEach(other -> reads.add(cooldowns(wanted, other, now, all, inForce)));
        lineage.apart()
                .forEach((other, at) -> reads.add(
                        cooldowns(wanted, other, now, (key, until) -> triggers.startedBy(at, key, until), inForce)));
        return Future.join(reads).map(v -> inForce);
    }

    private Future<?> cooldowns(
            List<CooldownKey> wanted,
            ProfileId profile,
            Instant now,
            Counting counting,
            Map<CooldownKey, Facts.Cooldown> inForce) {
        int partition = profile.partition(partitions);
        List<Key> used = wanted.stream()
                .map(key -> keys.cooldown(partition, profile, key.trigger(), key.per()))
                .toList();
        return redis.run(Lane.WORK, COOLDOWN, used, List.of()).onSuccess(reply -> {
            for (int i = 0; reply != null && i < wanted.size(); i++) {
                String holder = reply.get(i * 2).toString();
                long leftMs = Replies.number(reply.get(i * 2 + 1));
                Instant until = now.plusMillis(Math.max(0, leftMs));
                if (!holder.isEmpty() && counting.counts(wanted.get(i), until)) {
                    Facts.Cooldown found = new Facts.Cooldown(holder, until);
                    inForce.merge(
                            wanted.get(i), found, (one, other) -> one.until().isAfter(other.until()) ? one : other);
                }
            }
        });
    }

    /** Whether a cooldown that ends then counts. */
    @FunctionalInterface
    private interface Counting {
        boolean counts(CooldownKey key, Instant until);
    }

    private Future<Map<Channel, Map<String, String>>> addresses(Profile profile) {
        Map<Channel, Map<String, String>> records = new EnumMap<>(Channel.class);
        List<Future<?>> reads = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            Identifier address = address(profile, channel);
            if (address != null) {
                Key key = keys.consent(address);
                reads.add(
                        redis.send(Lane.WORK, key, Request.cmd(Command.HGETALL).arg(key.name()))
                                .onSuccess(reply -> records.put(channel, fields(reply))));
            }
        }
        return Future.join(reads).map(v -> records);
    }

    private static Map<String, String> fields(@Nullable Response reply) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; reply != null && i + 1 < reply.size(); i += 2) {
            fields.put(reply.get(i).toString(), reply.get(i + 1).toString());
        }
        return fields;
    }

    private static Map<Channel, ConsentChange> consent(Map<Channel, Map<String, String>> records) {
        Map<Channel, ConsentChange> consent = new EnumMap<>(Channel.class);
        records.forEach((channel, fields) -> {
            String text = fields.get(channel.label());
            if (text != null) {
                String[] parts = text.split("\\|", 3);
                ConsentState state = ConsentState.valueOf(parts[0].toUpperCase(Locale.ROOT));
                consent.put(channel, new ConsentChange(channel, state, Instant.ofEpochMilli(Long.parseLong(parts[1]))));
            }
        });
        return consent;
    }

    private static Map<Channel, String> suppressed(Map<Channel, Map<String, String>> records) {
        Map<Channel, String> suppressed = new EnumMap<>(Channel.class);
        records.forEach((channel, fields) -> {
            String reason = fields.get("suppressed");
            if (reason != null) {
                suppressed.put(channel, reason);
            }
        });
        return suppressed;
    }

    private static @Nullable Identifier address(Profile profile, Channel channel) {
        String address = channel == Channel.EMAIL ? profile.email() : profile.phone();
        if (address == null) {
            return null;
        }
        return Identifier.address(channel, address);
    }
}
