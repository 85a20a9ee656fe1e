package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.Joining;
import dev.tidegate.profile.JoiningCodec;
import dev.tidegate.profile.Lineage;
import dev.tidegate.profile.ProfileUnmerge;
import dev.tidegate.profile.SeenEvent;
import dev.tidegate.profile.UnmergeEvent;
import dev.tidegate.queue.PartitionWorker.Kind;
import dev.tidegate.queue.PartitionWorker.PartitionEntry;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.Script;
import dev.tidegate.trigger.Decision;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Undoes a merge, in steps that may each be repeated. First the profile that stayed, in its partition, sends the other one what
 * it brought, and then puts away in one step what it had of it. The other one, in its own partition, points its identifiers
 * to itself, has all processes forget where they pointed, and is a profile again in one step. Whoever takes a partition
 * over in between finds the entry still there.
 */
final class Unmerging {
    private static final Script REPOINT = Script.load(Unmerging.class, "repoint.lua");

    private final Deciding deciding;
    private final Keys keys;
    private final int partition;
    private final Errand errand;

    Unmerging(Deciding deciding, int partition, Errand errand) {
        this.deciding = deciding;
        this.keys = deciding.keys();
        this.partition = partition;
        this.errand = errand;
    }

    /** What an operator's event changes at the profile that stayed; nothing where there is nothing to undo. */
    Future<Change> part(PartitionEntry entry, State state, Event event, Instant now) {
        ProfileId survivor = state.profile().id();
        ProfileId merged = UnmergeEvent.merged(event);
        Key kept = keys.joining(partition, survivor, merged);
        return deciding.redis()
                .send(Lane.WORK, kept, Request.cmd(Command.GET).arg(kept.name()))
                .compose(reply -> reply == null || !state.lineage().merged().contains(merged)
                        ? Future.succeededFuture(new Change(entry, state, state.profile(), null))
                        : part(entry, state, event, JoiningCodec.decode(reply.toBytes()), now));
    }

    private Future<Change> part(PartitionEntry entry, State state, Event event, Joining joining, Instant now) {
        Lineage lineage = state.lineage();
        Set<ProfileId> leaving = new HashSet<>(joining.with());
        leaving.add(joining.joined());
        Set<ProfileId> staying = new HashSet<>(lineage.merged());
        staying.removeAll(leaving);
        staying.add(state.profile().id());
        Map<ProfileId, String> taken = new HashMap<>(lineage.taken());
        taken.keySet().retainAll(joining.with());
        SeenEvent cause = SeenEvent.of(event);
        Parted parted = new Parted(
                state.profile().id(),
                cause,
                joining,
                Lineage.NONE.with(taken).apartFrom(staying, now),
                UnmergeEvent.idSpaces(event));
        return errand.send(joining.joined(), Kind.PART, "", PartedCodec.encode(parted), entry.from())
                .map(sent -> {
                    deciding.crashPoint().reach("after-unmerge-sent");
                    Profile profile = ProfileUnmerge.part(state.profile(), joining);
                    return new Change(entry, state, profile, Decision.nothing(state.journey()))
                            .turned(new ProfileTrail.Parted(joining.joined(), cause, now))
                            .with(lineage.apartFrom(leaving, now));
                });
    }

    /** Makes a profile that was merged one of its own again; nothing where it has been before. */
    Future<Change> comeBack(PartitionEntry entry, State state, Instant now) {
        Parted parted = PartedCodec.decode(entry.body());
        if (!parted.survivor().equals(state.lineage().into())) {
            return Future.succeededFuture(new Change(entry, state, state.profile(), null));
        }
        Lineage lineage = state.lineage()
                .back()
                .with(parted.lineage().taken())
                .apartFrom(parted.lineage().apart());
        Profile brought = parted.joining().brought();
        Profile profile = brought.withVersion(brought.version() + 1);
        return repoint(parted).compose(v -> forget()).map(v -> {
            deciding.crashPoint().reach("after-unmerge-repoint");
            return new Change(entry, state, profile, Decision.nothing(state.journey()))
                    .turned(new ProfileTrail.CameBack(parted.survivor(), parted.cause(), now))
                    .with(lineage);
        });
    }

    private Future<?> repoint(Parted parted) {
        Joining joining = parted.joining();
        List<Identifier> identifiers = new ArrayList<>(joining.ownIdentifiers());
        joining.ownAnonymousIds()
                .forEach(id -> parted.idSpaces().forEach(space -> identifiers.add(Identifier.anonymousId(space, id))));
        Profile own = joining.brought();
        String to = own.isAnonymous() ? own.id().value() : own.id().value() + "!";
        return Future.join(identifiers.stream()
                .map(identifier -> deciding.redis()
                        .run(
                                Lane.WORK,
                                REPOINT,
                                List.of(keys.profileOf(identifier)),
                                List.of(Bytes.of(parted.survivor().value()), Bytes.of(to))))
                .toList());
    }

    private Future<?> forget() {
        Key partings = keys.partings();
        return deciding.redis()
                .send(Lane.WORK, partings, Request.cmd(Command.INCR).arg(partings.name()));
    }
}
