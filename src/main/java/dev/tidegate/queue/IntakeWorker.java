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
import java.util.random.RandomGenerator;
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
    private final EntryFindings findings;
    private final Completer completer;
    private final PrivacyRequests requests;
    private final WorkLoop loop;
    private int averageBytes = 32 << 10;

    IntakeWorker(Deciding deciding, int intake, Resolver resolver, Handover handover, RandomGenerator random) {
        this.deciding = deciding;
        this.redis = deciding.redis();
        this.keys = deciding.keys();
        this.intake = intake;
        this.resolver = resolver;
        this.handover = handover;
        this.findings = new EntryFindings(deciding, intake);
        this.completer = new Completer(deciding, intake, random, this::ring);
        this.requests = new PrivacyRequests(redis, keys);
        this.loop = new WorkLoop(deciding.vertx(), "intake " + intake, this::batch);
    }

    /** Tells the worker that the intake may hold something. */
    void ring() {
        loop.ring();
    }

    /** Hints may have been missed, of whatever kind. */
    void lookAtEverything() {
        loop.ring();
        completer.ring();
    }

    /** Finishes the batch in hand and stops. */
    Future<Void> stop() {
        return Future.join(loop.stop(), completer.stop()).mapEmpty();
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
                entries.add(new IntakeEntry(id, event, body, notCompleted(entry.get(1))));
            }
            done.add(id);
        }
        averageBytes = (int) Math.max(256, bytes / reply.size());
        return Future.join(parked)
                .compose(v -> completer.sift(entries))
                .compose(this::handOver)
                .compose(v -> {
                    deciding.crashPoint().reach("after-hop");
                    return delete(done);
                });
    }

    private Future<?> handOver(List<IntakeEntry> entries) {
        return requests.keep(entries)
                .compose(v -> resolver.resolve(
                        entries.stream().map(IntakeEntry::event).toList()))
                .compose(placements -> pin(entries, placements))
                .compose(batch -> findings.keep(batch.entries, batch.placements)
                        .compose(v -> handover.handOver(intake, batch.entries, batch.profiles, batch.placements)));
    }

    /** Why a thin event was not completed stands beside one that was put back. */
    private static @Nullable String notCompleted(Response fields) {
        return fields.size() > 3 && fields.get(2).toString().equals("c")
                ? fields.get(3).toString()
                : null;
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

    /** Pins the entries, and leaves out those that somebody else has put aside or handed on meanwhile. */
    private Future<Batch> pin(List<IntakeEntry> entries, List<Placement> proposals) {
        if (entries.isEmpty()) {
            return Future.succeededFuture(new Batch(List.of(), List.of(), List.of()));
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
            args.add(Bytes.of(letters(entry.event())));
        }
        return redis.run(Lane.WORK, PIN, used, args).map(reply -> {
            if (reply == null || reply.size() != entries.size()) {
                throw new IllegalStateException("pin.lua answered something else");
            }
            Batch pinned = new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < entries.size(); i++) {
                String profile = reply.get(i).toString();
                if (!profile.isEmpty()) {
                    pinned.entries.add(entries.get(i));
                    pinned.profiles.add(new ProfileId(profile));
                    pinned.placements.add(proposals.get(i));
                }
            }
            return pinned;
        });
    }

    private String letters(Event event) {
        boolean whole = deciding.ports().completions().thinness(event) == Completions.Thinness.WHOLE;
        return (deciding.ports().triggers().now().looksAt(event.type()) ? "l" : "") + (whole ? "" : "t");
    }

    private Future<?> delete(List<String> entryIds) {
        Key stream = keys.intake(intake);
        Request delete = Request.cmd(Command.XDEL).arg(stream.name());
        entryIds.forEach(delete::arg);
        return redis.send(Lane.WORK, stream, delete);
    }

    /** Entries that are pinned, each with its profile and placement. */
    private record Batch(List<IntakeEntry> entries, List<ProfileId> profiles, List<Placement> placements) {}
}
