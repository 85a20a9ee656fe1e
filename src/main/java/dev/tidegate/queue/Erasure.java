package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.VerdictCodec;
import dev.tidegate.profile.SeenEvent;
import dev.tidegate.redis.FencedOps.Group;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Set;

/**
 * Erases what is stored of a customer. The partition's owner does it, in turn with the customer's events, for it alone knows
 * that nothing is being written meanwhile. What lies in other slots goes first; doing that again is harmless.
 */
final class Erasure {
    private static final String REASON = "the customer was erased";

    private final RedisRouter redis;
    private final Keys keys;
    private final QueueSettings settings;
    private final Outgoing outgoing;
    private final int partition;
    private final AddressConsent consent;

    Erasure(Deciding deciding, int partition) {
        this.redis = deciding.redis();
        this.keys = deciding.keys();
        this.settings = deciding.settings();
        this.outgoing = deciding.ports().outgoing();
        this.partition = partition;
        this.consent = new AddressConsent(redis, keys);
    }

    /** What is to go in the partition's commit. */
    record Erased(List<MessageId> messages) {
        Erased {
            messages = List.copyOf(messages);
        }
    }

    /** Suppresses the addresses, deletes the events as they were accepted, and finds the messages. */
    Future<Erased> begin(Event event, Profile profile) {
        return consent.erase(event, profile)
                .compose(v -> list(keys.seenEvents(partition, profile.id())))
                .compose(seen -> Future.join(seen.stream()
                        .map(item -> deleteTrace(SeenEvent.parse(item.toString())))
                        .toList()))
                .compose(v -> list(keys.ledger(partition, profile.id())))
                .map(ledger -> new Erased(ledger.stream()
                        .map(item -> VerdictCodec.decode(item.toBytes()))
                        .flatMap(verdict -> verdict.messages().stream())
                        .distinct()
                        .toList()));
    }

    /** Adds all that the partition has of the customer, but for what the journey's end removes. */
    void write(Group group, ProfileId profile, Set<ProfileId> merged, Erased erased) {
        merged.forEach(other -> group.op("DEL", keys.joining(partition, profile, other)));
        group.op("DEL", keys.profile(partition, profile));
        group.op("DEL", keys.history(partition, profile));
        group.op("DEL", keys.seenEvents(partition, profile));
        group.op("DEL", keys.ledger(partition, profile));
        group.op("DEL", keys.corrections(partition, profile));
        byte[] retention = Bytes.of(settings.decisionRetention().toMillis());
        for (MessageId message : erased.messages()) {
            outgoing.withdraw(group, partition, message, REASON);
            group.op("DEL", keys.body(partition, message));
            group.opIfExists("PEXPIRE", keys.message(partition, message), retention);
        }
    }

    private Future<?> deleteTrace(SeenEvent seen) {
        Key trace = keys.trace(seen.id().intake(settings.intakes()), seen.id());
        return redis.send(Lane.WORK, trace, Request.cmd(Command.DEL).arg(trace.name()));
    }

    private Future<List<Response>> list(Key list) {
        return redis.send(
                        Lane.WORK,
                        list,
                        Request.cmd(Command.LRANGE).arg(list.name()).arg(0).arg(-1))
                .map(Replies::elements);
    }
}
