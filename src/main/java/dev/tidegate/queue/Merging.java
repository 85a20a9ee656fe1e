package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.EventCodec;
import dev.tidegate.profile.Joining;
import dev.tidegate.profile.LineageCodec;
import dev.tidegate.queue.PartitionWorker.Kind;
import dev.tidegate.queue.PartitionWorker.LostOwnership;
import dev.tidegate.queue.PartitionWorker.PartitionEntry;
import dev.tidegate.redis.FencedOps;
import dev.tidegate.redis.FencedOps.Guard;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.Ownership;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import dev.tidegate.trigger.Decision;
import dev.tidegate.trigger.Journey;
import dev.tidegate.trigger.Run;
import dev.tidegate.trigger.RunKey;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Moves a profile into another one, in steps that may each be repeated: first the profile is marked and its timers are taken
 * away, so that it decides nothing more; then all it has is sent to the other one's partition, and its identifiers are pointed
 * there; at last what it had is deleted here, together with the order to merge. Whoever takes the partition over in between
 * finds the order still there. What comes for the profile later is sent on.
 */
final class Merging {
    /** Stands in the place of a run in an entry that is for a merged profile itself. */
    static final String REMAINS = "remains";

    private static final Script REPOINT = Script.load(Merging.class, "repoint.lua");

    private final Deciding deciding;
    private final RedisRouter redis;
    private final Keys keys;
    private final int partition;
    private final Ownership ownership;
    private final States states;
    private final Errand errand;

    Merging(Deciding deciding, int partition, Ownership ownership, States states, Errand errand) {
        this.deciding = deciding;
        this.redis = deciding.redis();
        this.keys = deciding.keys();
        this.partition = partition;
        this.ownership = ownership;
        this.states = states;
        this.errand = errand;
    }

    /** Carries an order out; nothing happens where it has been before, or where an operator has told the two apart since. */
    Future<Change> merge(PartitionEntry entry, State state) {
        MergeOrder order = MergeOrder.parse(entry.body());
        ProfileId into = state.lineage().into();
        if (order.into().equals(entry.profile())
                || state.lineage().handedOver()
                || state.lineage().apart().containsKey(order.into())
                || (into != null && !into.equals(order.into()))) {
            return Future.succeededFuture(new Change(entry, state, state.profile(), null));
        }
        return mark(state, order.into())
                .compose(marked -> starts(marked)
                        .compose(
                                starts -> led(marked.profile()).compose(led -> send(entry, marked, order, starts, led)))
                        .compose(v -> repoint(marked.profile(), order.into()))
                        .map(v -> new Change(entry, marked, marked.profile(), Decision.nothing(Journey.EMPTY))
                                .with(marked.lineage().gone())));
    }

    private Future<State> mark(State state, ProfileId into) {
        if (state.lineage().into() != null) {
            return Future.succeededFuture(state);
        }
        State marked =
                new State(state.profile(), state.journey(), state.lineage().leavingFor(into));
        ProfileId id = state.profile().id();
        FencedOps ops = FencedOps.owned(keys.decideOwner(partition), ownership);
        FencedOps.Group group = ops.group(Guard.always());
        group.op("SET", keys.lineage(partition, id), LineageCodec.encode(marked.lineage()));
        for (Run run : state.journey().runs()) {
            if (run.waiting()) {
                group.op("ZREM", keys.timers(partition), Bytes.of(new Handover.WaitingRun(id, run.key()).text()));
            }
        }
        return ops.run(redis, Lane.WORK).map(result -> {
            return switch (result) {
                case FencedOps.Result.Fenced other -> throw new LostOwnership();
                case FencedOps.Result.Refused refused ->
                    throw new IllegalStateException("the mark of a merged profile was refused");
                case FencedOps.Result.Applied applied -> {
                    states.committed(marked);
                    deciding.crashPoint().reach("after-merge-mark");
                    yield marked;
                }
            };
        });
    }

    private Future<Map<RunKey, Event>> starts(State state) {
        Map<RunKey, Event> starts = new HashMap<>();
        List<Future<?>> reads = new ArrayList<>();
        for (Run run : state.journey().runs()) {
            if (run.waiting()) {
                Key key =
                        keys.runEvent(partition, state.profile().id(), run.key().text());
                reads.add(redis.send(Lane.WORK, key, Request.cmd(Command.GET).arg(key.name()))
                        .onSuccess(reply -> {
                            if (reply != null) {
                                starts.put(run.key(), EventCodec.decode(reply.toBytes()));
                            }
                        }));
            }
        }
        return Future.join(reads).map(v -> starts);
    }

    /** The identifiers that lead to the profile, by which it can be told from the other one should the merge be undone. */
    private Future<Set<String>> led(Profile profile) {
        Set<String> led = new HashSet<>();
        String id = profile.id().value();
        return Future.join(Joining.identifiers(profile).stream()
                        .map(identifier -> {
                            Key key = keys.profileOf(identifier);
                            return redis.send(
                                            Lane.WORK,
                                            key,
                                            Request.cmd(Command.GET).arg(key.name()))
                                    .onSuccess(owner -> {
                                        if (owner != null
                                                && (owner.toString().equals(id)
                                                        || owner.toString().equals(id + "!"))) {
                                            led.add(identifier.digest());
                                        }
                                    });
                        })
                        .toList())
                .map(v -> led);
    }

    private Future<?> send(
            PartitionEntry entry, State state, MergeOrder order, Map<RunKey, Event> starts, Set<String> led) {
        Estate estate =
                new Estate(state.profile(), state.journey(), starts, led, state.lineage(), order.cause(), order.by());
        return errand.send(order.into(), Kind.JOIN, "", EstateCodec.encode(estate), entry.from())
                .map(sent -> {
                    deciding.crashPoint().reach("after-merge-sent");
                    return sent;
                });
    }

    private Future<?> repoint(Profile loser, ProfileId into) {
        // Which id space an anonymous id counts in is not kept; what still comes under it is sent on.
        return Future.join(Joining.identifiers(loser).stream()
                .map(identifier -> redis.run(
                        Lane.WORK,
                        REPOINT,
                        List.of(keys.profileOf(identifier)),
                        List.of(Bytes.of(loser.id().value()), Bytes.of(into.value() + "!"))))
                .toList());
    }

    /** Withdraws messages that merged profiles released in their own partitions. */
    Future<?> withdraw(PartitionEntry entry, Set<ProfileId> merged, List<Decision.Withdrawal> withdrawals) {
        if (merged.isEmpty() || withdrawals.isEmpty()) {
            return Future.succeededFuture();
        }
        String ids = withdrawals.stream()
                .flatMap(withdrawal -> withdrawal.messages().stream())
                .map(MessageId::value)
                .collect(Collectors.joining(" "));
        return Future.join(merged.stream()
                .map(profile -> errand.send(profile, Kind.WITHDRAW, "", Bytes.of(ids), entry.from()))
                .toList());
    }

    /** Has erased what is left, in their own partitions, of profiles that were merged into one that is erased. */
    Future<?> eraseRemains(PartitionEntry entry, Set<ProfileId> merged) {
        return Future.join(merged.stream()
                .map(profile -> errand.send(profile, Kind.EVENT, REMAINS, entry.body(), entry.from()))
                .toList());
    }

    /** Sends what has come for a profile that is gone to the one that it was merged into. A mark that expires is kept on. */
    Future<?> sendOn(PartitionEntry entry, ProfileId into) {
        Key mark = keys.lineage(partition, entry.profile());
        Request expire = Request.cmd(Command.PEXPIRE)
                .arg(mark.name())
                .arg(deciding.settings().browserMarkRetention().toMillis())
                .arg("XX");
        return errand.send(into, entry.kind(), entry.run(), entry.body(), entry.from())
                .compose(v -> redis.send(Lane.WORK, mark, expire));
    }
}
