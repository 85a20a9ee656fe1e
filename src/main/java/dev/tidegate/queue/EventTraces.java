package dev.tidegate.queue;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Finding;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.json.EventCodec;
import dev.tidegate.json.VerdictCodec;
import dev.tidegate.profile.Lineage;
import dev.tidegate.profile.LineageCodec;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what became of an event; any process can ask for any event. */
public final class EventTraces {
    /** The field of a trace that tells what was found about the event's customer. */
    static final String FINDINGS = "f";

    private static final int PROFILE_AT = 16;
    private static final int LONGEST_CHAIN = 8;

    private final RedisRouter redis;
    private final Keys keys;
    private final QueueSettings settings;

    public EventTraces(RedisRouter redis, Keys keys, QueueSettings settings) {
        this.redis = redis;
        this.keys = keys;
        this.settings = settings;
    }

    /** The event's trace; empty when the event was never accepted, or so long ago that it is forgotten. */
    public Future<Optional<EventTrace>> find(EventId id) {
        int intake = id.intake(settings.intakes());
        Key dedup = keys.dedup(intake, id);
        Key trace = keys.trace(intake, id);
        Future<@Nullable Response> accepted =
                redis.send(Lane.WORK, dedup, Request.cmd(Command.GET).arg(dedup.name()));
        Future<@Nullable Response> kept = redis.send(
                Lane.WORK,
                trace,
                Request.cmd(Command.HMGET).arg(trace.name()).arg("e").arg("p").arg(FINDINGS));
        return Future.join(accepted, kept).compose(v -> found(id, accepted.result(), kept.result()));
    }

    /** The event as it was accepted; empty when it is not kept. */
    public Future<Optional<byte[]>> body(EventId id) {
        Key trace = keys.trace(id.intake(settings.intakes()), id);
        return redis.send(
                        Lane.WORK,
                        trace,
                        Request.cmd(Command.HGET).arg(trace.name()).arg("e"))
                .map(reply -> Optional.ofNullable(reply).map(Response::toBytes));
    }

    private Future<Optional<EventTrace>> found(EventId id, @Nullable Response accepted, @Nullable Response kept) {
        byte[] event = kept == null || kept.get(0) == null ? null : kept.get(0).toBytes();
        ProfileId profile = kept == null || kept.get(1) == null
                ? null
                : new ProfileId(kept.get(1).toString());
        byte[] record = accepted == null ? null : accepted.toBytes();
        Instant receivedAt = receivedAt(record, event);
        if (receivedAt == null) {
            return Future.succeededFuture(Optional.empty());
        }
        if (profile == null && record != null && record.length > PROFILE_AT) {
            profile = new ProfileId(
                    new String(record, PROFILE_AT, record.length - PROFILE_AT, StandardCharsets.US_ASCII));
        }
        ProfileId owner = profile;
        List<Finding> findings = kept == null || kept.get(2) == null
                ? List.of()
                : FindingsCodec.decode(kept.get(2).toBytes());
        return verdicts(id, owner)
                .map(verdicts -> Optional.of(new EventTrace(id, receivedAt, event, owner, findings, verdicts)));
    }

    /**
     * Where else verdicts may be: with the profile that one was merged into, or had been when the event came, before the two
     * were told apart.
     */
    private static Set<ProfileId> further(Lineage lineage, boolean nothingHere, int hops) {
        ProfileId into = lineage.into();
        if (hops == 0) {
            return Set.of();
        }
        if (into != null) {
            return Set.of(into);
        }
        return nothingHere && hops == LONGEST_CHAIN ? lineage.apart().keySet() : Set.of();
    }

    private static @Nullable Instant receivedAt(byte @Nullable [] record, byte @Nullable [] event) {
        if (record != null) {
            return Instant.ofEpochMilli(ByteBuffer.wrap(record).getLong(Long.BYTES) >>> Acceptance.TOKEN_CHANCE_BITS);
        }
        return event == null ? null : EventCodec.decode(event).receivedAt();
    }

    private Future<List<Verdict>> verdicts(EventId id, @Nullable ProfileId profile) {
        return profile == null ? Future.succeededFuture(List.of()) : verdicts(id, profile, LONGEST_CHAIN);
    }

    /** @param hops how often the way may lead on to the profile that one was merged into */
    private Future<List<Verdict>> verdicts(EventId id, ProfileId profile, int hops) {
        int partition = profile.partition(settings.partitions());
        Key ledger = keys.ledger(partition, profile);
        Key lineage = keys.lineage(partition, profile);
        Future<@Nullable Response> kept = redis.send(
                Lane.WORK,
                ledger,
                Request.cmd(Command.LRANGE).arg(ledger.name()).arg(0).arg(-1));
        Future<@Nullable Response> merged =
                redis.send(Lane.WORK, lineage, Request.cmd(Command.GET).arg(lineage.name()));
        return Future.join(kept, merged).compose(v -> {
            List<Verdict> verdicts = new ArrayList<>();
            Replies.elements(kept.result()).forEach(entry -> verdicts.add(VerdictCodec.decode(entry.toBytes())));
            verdicts.removeIf(verdict -> !verdict.event().equals(id));
            Response reply = merged.result();
            Set<ProfileId> others =
                    reply == null ? Set.of() : further(LineageCodec.decode(reply.toBytes()), verdicts.isEmpty(), hops);
            List<Future<List<Verdict>>> later =
                    others.stream().map(other -> verdicts(id, other, hops - 1)).toList();
            return Future.join(later).map(w -> {
                later.forEach(more -> verdicts.addAll(more.result()));
                return verdicts;
            });
        });
    }
}
