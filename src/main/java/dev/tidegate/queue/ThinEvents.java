package dev.tidegate.queue;

import dev.tidegate.redis.Key;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The place of an intake where thin events wait to be completed. */
final class ThinEvents {
    /** More could not be asked for in time, and each takes memory. */
    static final int MOST = 2_000;

    private static final Script ASIDE = Script.load(ThinEvents.class, "aside.lua");
    private static final Script BACK = Script.load(ThinEvents.class, "back.lua");
    private static final Script LATER = Script.load(ThinEvents.class, "later.lua");

    private final Deciding deciding;
    private final int intake;
    private final Key stream;
    private final Key waiting;
    private final Key bodies;

    ThinEvents(Deciding deciding, int intake) {
        this.deciding = deciding;
        this.intake = intake;
        this.stream = deciding.keys().intake(intake);
        this.waiting = deciding.keys().thin(intake);
        this.bodies = deciding.keys().thinEvents(intake);
    }

    /** What came of putting an entry aside. */
    sealed interface Put {
        /** @param one as it waits now; null for one that this version names in a way that it cannot read */
        record Aside(@Nullable PutAside one) implements Put {}

        /** Too many wait. */
        record NoRoom() implements Put {}

        /** It is on its way already, as it came. */
        record Pinned() implements Put {}

        /** Somebody else has put it aside or handed it on. */
        record Gone() implements Put {}
    }

    /**
     * Puts entries aside.
     *
     * @param firstLook when to look at them, in ms
     * @return for each entry what came of it
     */
    Future<List<Put>> putAside(List<IntakeEntry> entries, long firstLook) {
        List<Key> keys = new ArrayList<>(entries.size() * 2 + 3);
        keys.add(stream);
        keys.add(waiting);
        keys.add(bodies);
        List<byte[]> args = new ArrayList<>(entries.size() * 4 + 1);
        List<String> members = new ArrayList<>(entries.size());
        List<Long> looks = new ArrayList<>(entries.size());
        args.add(Bytes.of(MOST));
        long now = deciding.redisMillis();
        for (IntakeEntry entry : entries) {
            keys.add(deciding.keys().dedup(intake, entry.event().id()));
            keys.add(deciding.keys().trace(intake, entry.event().id()));
            long deadline = now
                    + deciding.ports()
                            .completions()
                            .patience(entry.event().source())
                            .toMillis();
            String member = PutAside.member(entry.event(), entry.entryId(), deadline);
            long look = Math.min(firstLook, deadline);
            members.add(member);
            looks.add(look);
            args.add(Bytes.of(entry.entryId()));
            args.add(Bytes.of(member));
            args.add(Bytes.of(look));
            args.add(entry.body());
        }
        return deciding.redis()
                .run(Lane.WORK, ASIDE, keys, args)
                .map(reply -> put(String.valueOf(reply), members, looks));
    }

    private static List<Put> put(String answers, List<String> members, List<Long> looks) {
        List<Put> puts = new ArrayList<>(members.size());
        for (int i = 0; i < members.size(); i++) {
            puts.add(
                    switch (answers.charAt(i)) {
                        case 'a' -> new Put.Aside(PutAside.parse(members.get(i), looks.get(i)));
                        case 'n' -> new Put.NoRoom();
                        case 'p' -> new Put.Pinned();
                        default -> new Put.Gone();
                    });
        }
        return puts;
    }

    /** All that wait, the first to look at first. */
    Future<List<PutAside>> list() {
        Request read =
                Request.cmd(Command.ZRANGE).arg(waiting.name()).arg(0).arg(-1).arg("WITHSCORES");
        return deciding.redis().send(Lane.WORK, waiting, read).map(reply -> {
            List<Response> flat = flat(reply);
            List<PutAside> all = new ArrayList<>(flat.size() / 2);
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                PutAside one = PutAside.parse(flat.get(i).toString(), (long)
                        Double.parseDouble(flat.get(i + 1).toString()));
                if (one != null) {
                    all.add(one);
                }
            }
            return all;
        });
    }

    /** The newer protocol answers in pairs. */
    private static List<Response> flat(@Nullable Response reply) {
        List<Response> flat = new ArrayList<>();
        for (Response element : Replies.elements(reply)) {
            if (element.type() == ResponseType.MULTI) {
                flat.addAll(Replies.elements(element));
            } else {
                flat.add(element);
            }
        }
        return flat;
    }

    /** The event itself; null if it has been put back. */
    Future<byte @Nullable []> body(PutAside one) {
        Request read = Request.cmd(Command.HGET).arg(bodies.name()).arg(one.member());
        return deciding.redis().send(Lane.WORK, bodies, read).map(reply -> reply == null ? null : reply.toBytes());
    }

    /** Has it looked at later, if it still waits. */
    Future<?> putOff(PutAside one, long untilMs) {
        return deciding.redis()
                .run(
                        Lane.WORK,
                        LATER,
                        List.of(waiting),
                        List.of(Bytes.of(one.member()), Bytes.of(Math.min(untilMs, one.deadlineMs()))));
    }

    /**
     * Lets it go on.
     *
     * @param notCompleted why not, empty if it was
     */
    Future<?> putBack(PutAside one, byte[] event, String notCompleted) {
        return deciding.redis()
                .run(
                        Lane.WORK,
                        BACK,
                        List.of(stream, waiting, bodies),
                        List.of(Bytes.of(one.member()), event, Bytes.of(notCompleted)));
    }
}
