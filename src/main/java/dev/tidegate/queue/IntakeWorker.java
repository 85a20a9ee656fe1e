package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.EventCodec;
import dev.tidegate.queue.Mergers.Placement;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on what an intake received: finds the profile of each event, pins the event to it, leaves the marks of cancelling
 * events, and puts the event into its profile's partition. Only then it is deleted here, so that whoever takes the intake over
 * finds everything that is still to do.
 */
final class IntakeWorker {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeWorker.class);
    private static final Script PIN = Script.load(IntakeWorker.class, "pin.lua");

    /** A batch is fetched whole, so it is sized by what entries weighed lately. */
    private static final int MOST_ENTRIES = 128;

    private static final int BATCH_BYTES = 4 << 20;

    private final Deciding deciding;
    private final RedisRouter redis;
    private final Keys keys;
    private final int intake;
    private final Resolver resolver;
    private final Handover handover;
    private final IdentityFindings findings;
    private final PrivacyRequests requests;
    private final WorkLoop loop;
    private int averageBytes = 32 << 10;

    IntakeWorker(Deciding deciding, int intake, Resolver resolver, Handover handover) {
        this.deciding = deciding;
        this.redis = deciding.redis();
        this.keys = deciding.keys();
        this.intake = intake;
        this.resolver = resolver;
        this.handover = handover;
        this.findings = new IdentityFindings(deciding, intake);
        this.requests = new PrivacyRequests(redis, keys);
        this.loop = new WorkLoop(deciding.vertx(), "intake " + intake, this::batch);
    }

    /** Tells the worker that the intake may hold something. */
    void ring() {
        loop.ring();
    }

    /** Finishes the batch in hand and stops. */
    Future<Void> stop() {
        return loop.stop();
    }

    /** Works off one batch; true if there may be more. */
    private Future<Boolean> batch() {
        Key stream = keys.intake(intake);
        int count = Math.clamp(BATCH_BYTES / averageBytes, 1, MOST_ENTRIES);
        Request read = Request.cmd(Command.XRANGE)
                .arg(stream.name())
                .arg("-")
                .arg("+")
                .arg("COUNT")
                .arg(count);
        Future<@Nullable Response> entries = redis.send(Lane.WORK, stream, read);
        return Future.join(entries, resolver.refresh()).compose(v -> {
            Response reply = entries.result();
            if (reply == null || reply.size() == 0) {
                return Future.succeededFuture(false);
            }
            boolean full = reply.size() == count;
            return handOn(reply).map(full);
        });
    }

    private Future<?> handOn(Response reply) {
        List<IntakeEntry> entries = new ArrayList<>(reply.size());
        List<String> done = new ArrayList<>(reply.size());
        List<Future<?>> parked = new ArrayList<>();
        long bytes = 0;
        for (Response entry : reply) {
            String id = entry.get(0).toString();
            byte[] body = entry.get(1).get(1).toBytes();
            bytes += body.length;
            Event event = readable(body);
            if (event == null) {
                parked.add(park(body));
            } else {
                entries.add(new IntakeEntry(id, event, body));
            }
            done.add(id);
        }
        averageBytes = (int) Math.max(256, bytes / reply.size());
        return Future.join(parked)
                .compose(v -> requests.keep(entries))
                .compose(v -> resolver.resolve(
                        entries.stream().map(IntakeEntry::event).toList()))
                .compose(placements -> pin(entries, placements)
                        .compose(profiles -> findings.keep(entries, placements).map(v -> profiles))
                        .compose(profiles -> handover.handOver(intake, entries, profiles, placements)))
                .compose(v -> {
                    deciding.crashPoint().reach("after-hop");
                    return delete(done);
                });
    }

    private static @Nullable Event readable(byte[] body) {
        try {
            return EventCodec.decode(body);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** What this version cannot read, a newer one or a person can: it is kept, not dropped. */
    private Future<?> park(byte[] body) {
        LOG.error("parked an event that this version cannot read intake={}", intake);
        Key quarantine = keys.quarantine(intake);
        return redis.send(
                Lane.WORK,
                quarantine,
                Request.cmd(Command.XADD)
                        .arg(quarantine.name())
                        .arg("*")
                        .arg("r")
                        .arg("unreadable")
                        .arg("e")
                        .arg(body));
    }

    private Future<List<ProfileId>> pin(List<IntakeEntry> entries, List<Placement> proposals) {
        if (entries.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Key> used = new ArrayList<>(entries.size() * 2 + 1);
        List<byte[]> args = new ArrayList<>(entries.size() * 3 + 1);
        used.add(keys.intake(intake));
        args.add(Bytes.of(deciding.settings().eventRetention().toMillis()));
        for (int i = 0; i < entries.size(); i++) {
            IntakeEntry entry = entries.get(i);
            used.add(keys.dedup(intake, entry.event().id()));
            used.add(keys.trace(intake, entry.event().id()));
            args.add(Bytes.of(entry.entryId()));
            args.add(Bytes.of(proposals.get(i).profile().value()));
            args.add(Bytes.of(deciding.triggers().now().looksAt(entry.event().type()) ? 1 : 0));
        }
        return redis.run(Lane.WORK, PIN, used, args).map(reply -> {
            List<ProfileId> pinned = new ArrayList<>(entries.size());
            if (reply == null || reply.size() != entries.size()) {
                throw new IllegalStateException("pin.lua answered something else");
            }
            reply.forEach(profile -> pinned.add(new ProfileId(profile.toString())));
            return pinned;
        });
    }

    private Future<?> delete(List<String> entryIds) {
        Key stream = keys.intake(intake);
        Request delete = Request.cmd(Command.XDEL).arg(stream.name());
        entryIds.forEach(delete::arg);
        return redis.send(Lane.WORK, stream, delete);
    }
}
