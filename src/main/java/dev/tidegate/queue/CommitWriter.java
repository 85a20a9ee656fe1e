package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.json.EventCodec;
import dev.tidegate.json.ProfileCodec;
import dev.tidegate.json.VerdictCodec;
import dev.tidegate.profile.Lineage;
import dev.tidegate.profile.LineageCodec;
import dev.tidegate.queue.PartitionWorker.DueRun;
import dev.tidegate.queue.PartitionWorker.PartitionEntry;
import dev.tidegate.queue.PartitionWorker.Piece;
import dev.tidegate.redis.FencedOps;
import dev.tidegate.redis.FencedOps.Group;
import dev.tidegate.redis.FencedOps.Guard;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.trigger.Decider;
import dev.tidegate.trigger.Decision;
import dev.tidegate.trigger.Journey;
import dev.tidegate.trigger.JourneyCodec;
import dev.tidegate.trigger.Run;
import dev.tidegate.trigger.RunKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes down what a piece of work changes as one group of a partition's commit. */
final class CommitWriter {
    /** Verdicts kept for one customer. */
    private static final int LEDGER_LIMIT = 500;

    /** After so long a run is looked at again that could not be read. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private final Keys keys;
    private final QueueSettings settings;
    private final CurrentTriggers triggers;
    private final Outgoing outgoing;
    private final Erasure erasure;
    private final Corrections corrections;
    private final int partition;
    private final ProfileTrail trail;

    CommitWriter(Deciding deciding, Erasure erasure, Corrections corrections, int partition) {
        this.keys = deciding.keys();
        this.settings = deciding.settings();
        this.triggers = deciding.ports().triggers();
        this.outgoing = deciding.ports().outgoing();
        this.erasure = erasure;
        this.corrections = corrections;
        this.partition = partition;
        this.trail = new ProfileTrail(keys, partition, settings);
    }

    void write(FencedOps ops, Change change) {
        Group group = ops.group(
                switch (change.piece()) {
                    case PartitionEntry entry -> Guard.entry(keys.partition(partition), entry.entryId());
                    case DueRun due -> Guard.member(keys.timers(partition), due.member());
                });
        Instant aside = change.aside();
        if (aside != null) {
            setAside(group, change.piece(), aside);
            return;
        }
        Decision decision = change.decision();
        if (decision == null) {
            putBack(group, change);
            return;
        }
        profile(group, change);
        trail(group, change);
        journey(group, change, decision);
        messages(group, change.profile().id(), decision);
        ledger(group, change.profile().id(), decision.verdicts());
    }

    private void profile(Group group, Change change) {
        Profile profile = change.profile();
        Erasure.Erased erased = change.erased();
        if (erased != null) {
            erasure.write(group, profile.id(), change.lineage().taken().keySet(), erased);
        } else if (profile != change.before().profile()) {
            keep(group, keys.profile(partition, profile.id()), ProfileCodec.encode(profile), profile);
        }
        if (!change.lineage().equals(change.before().lineage())) {
            keep(group, keys.lineage(partition, profile.id()), change.lineage(), profile);
        }
    }

    private void trail(Group group, Change change) {
        Profile before = change.before().profile();
        ProfileTrail.Turn turn = change.turn();
        if (turn != null) {
            trail.turned(group, before, change.profile(), turn, QueueSettings.WEAK_LIFETIME);
        }
        ProfileTrail.Told told = change.told();
        if (told != null) {
            trail.write(group, before, change.profile(), told, QueueSettings.WEAK_LIFETIME);
            if (told.corrected() != null) {
                corrections.write(group, change.profile().id(), told.event().id(), told.corrected());
            }
        }
    }

    private void journey(Group group, Change change, Decision decision) {
        ProfileId profile = change.profile().id();
        Journey before = change.before().journey();
        Journey journey = decision.journey();
        if (!journey.equals(before)) {
            Key key = keys.journey(partition, profile);
            if (journey.equals(Journey.EMPTY)) {
                group.op("DEL", key);
            } else {
                keep(group, key, journey);
            }
        }
        runs(group, profile, before, journey, decision.starts());
    }

    private void messages(Group group, ProfileId profile, Decision decision) {
        for (Decision.CooldownStart start : decision.cooldowns()) {
            group.op(
                    "SET",
                    cooldown(profile, start),
                    Bytes.of(start.holder()),
                    Bytes.of("PX"),
                    Bytes.of(start.length().toMillis()));
        }
        for (Message message : decision.messages()) {
            outgoing.release(group, partition, message, heldCooldown(message, decision));
        }
        for (Decision.Withdrawal withdrawal : decision.withdrawals()) {
            String reason = withdrawal.verdict().reason();
            withdrawal.messages().forEach(message -> outgoing.withdraw(group, partition, message, reason));
        }
    }

    /** An entry is kept for a version that can read it, or for a person; a timer is looked at again later. */
    private void setAside(Group group, Piece piece, Instant now) {
        switch (piece) {
            case PartitionEntry entry ->
                group.op(
                        "XADD",
                        keys.aside(partition),
                        Bytes.of("*"),
                        Bytes.of("k"),
                        Bytes.of(entry.kind().letter()),
                        Bytes.of("p"),
                        Bytes.of(entry.profile().value()),
                        Bytes.of("r"),
                        Bytes.of(entry.run()),
                        Bytes.of("e"),
                        entry.body());
            case DueRun due ->
                group.op(
                        "ZADD",
                        keys.timers(partition),
                        Bytes.of(now.plus(LOOK_AGAIN).toEpochMilli()),
                        Bytes.of(due.member()));
        }
    }

    /** A timer that fired for a run which has since been moved comes back at the run's time; for any other it is gone. */
    private void putBack(Group group, Change change) {
        if (change.piece() instanceof DueRun due && change.before().lineage().into() == null) {
            for (Run run : change.before().journey().runs()) {
                if (run.waiting() && run.key().equals(due.key()) && run.dueAt().isAfter(due.dueAt())) {
                    group.op(
                            "ZADD",
                            keys.timers(partition),
                            Bytes.of(run.dueAt().toEpochMilli()),
                            Bytes.of(due.member()));
                }
            }
        }
    }

    private void keep(Group group, Key key, byte[] value, Profile profile) {
        if (profile.isAnonymous()) {
            group.op("SET", key, value, Bytes.of("PX"), Bytes.of(QueueSettings.WEAK_LIFETIME.toMillis()));
        } else {
            group.op("SET", key, value);
        }
    }

    /** Identifiers lead to a browser or basket only for so long after it was seen last. */
    private void keep(Group group, Key key, Lineage lineage, Profile profile) {
        byte[] value = LineageCodec.encode(lineage);
        if (lineage.handedOver() && profile.isAnonymous()) {
            group.op(
                    "SET",
                    key,
                    value,
                    Bytes.of("PX"),
                    Bytes.of(settings.browserMarkRetention().toMillis()));
        } else {
            group.op("SET", key, value);
        }
    }

    /** A journey without a waiting run is forgotten when nothing in it can matter any more. */
    private void keep(Group group, Key key, Journey journey) {
        byte[] value = JourneyCodec.encode(journey);
        Instant forgetAt = new Decider(triggers.now()).forgetAt(journey);
        if (forgetAt == null) {
            group.op("SET", key, value);
        } else {
            group.op("SET", key, value, Bytes.of("PXAT"), Bytes.of(forgetAt.toEpochMilli()));
        }
    }

    private void runs(Group group, ProfileId profile, Journey before, Journey after, Map<RunKey, Event> starts) {
        Map<RunKey, Run> old = waiting(before);
        Map<RunKey, Run> current = waiting(after);
        current.forEach((key, run) -> {
            Run was = old.get(key);
            if (was == null || !was.dueAt().equals(run.dueAt())) {
                byte[] member = member(profile, key);
                group.op("ZADD", keys.timers(partition), Bytes.of(run.dueAt().toEpochMilli()), member);
            }
        });
        old.keySet().forEach(key -> {
            if (!current.containsKey(key)) {
                group.op("ZREM", keys.timers(partition), member(profile, key));
                group.op("DEL", keys.runEvent(partition, profile, key.text()));
            }
        });
        count(group, old.keySet(), current.keySet());
        starts.forEach((key, event) -> {
            if (current.containsKey(key)) {
                group.op(
                        "SET",
                        keys.runEvent(partition, profile, key.text()),
                        EventCodec.encode(event).bytes());
            }
        });
    }

    /** A run that starts its wait anew changes nothing here. */
    private void count(Group group, Set<RunKey> before, Set<RunKey> after) {
        Map<String, Integer> changes = new HashMap<>();
        after.forEach(key -> changes.merge(key.trigger(), 1, Integer::sum));
        before.forEach(key -> changes.merge(key.trigger(), -1, Integer::sum));
        changes.forEach((trigger, change) -> {
            if (change != 0) {
                group.op("HINCRBY", keys.waitingRuns(partition), Bytes.of(trigger), Bytes.of(change));
            }
        });
    }

    private static Map<RunKey, Run> waiting(Journey journey) {
        Map<RunKey, Run> waiting = new HashMap<>();
        for (Run run : journey.runs()) {
            if (run.waiting()) {
                waiting.put(run.key(), run);
            }
        }
        return waiting;
    }

    private static byte[] member(ProfileId profile, RunKey key) {
        return Bytes.of(new Handover.WaitingRun(profile, key).text());
    }

    private Key cooldown(ProfileId profile, Decision.CooldownStart start) {
        return keys.cooldown(
                partition, profile, start.key().trigger(), start.key().per());
    }

    private Outgoing.@Nullable HeldCooldown heldCooldown(Message message, Decision decision) {
        for (Decision.CooldownStart start : decision.cooldowns()) {
            if (start.key().trigger().equals(message.trigger())) {
                List<MessageId> others = decision.messages().stream()
                        .filter(other -> other.trigger().equals(message.trigger()) && !other.equals(message))
                        .map(Message::id)
                        .toList();
                return new Outgoing.HeldCooldown(
                        cooldown(message.profile(), start).name(), start.holder(), others);
            }
        }
        return null;
    }

    private void ledger(Group group, ProfileId profile, List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        Key key = keys.ledger(partition, profile);
        group.op("RPUSH", key, verdicts.stream().map(VerdictCodec::encode).toArray(byte[][]::new));
        group.op("LTRIM", key, Bytes.of(-LEDGER_LIMIT), Bytes.of(-1));
        group.op("PEXPIRE", key, Bytes.of(settings.decisionRetention().toMillis()));
    }
}
