package dev.tidegate.redis;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes that the owner of a slot makes there in one step: several groups, each applied whole or not at all and once, and
 * none when someone else owns the slot by now. They are applied even when Redis' memory is full, so that what was let in
 * can be worked off.
 *
 * <pre>{@code
 * FencedOps ops = FencedOps.owned(keys.decideOwner(41), ownership);
 * ops.group(Guard.entry(keys.partition(41), "1700000000000-0"))
 *     .op("SET", keys.profile(41, id), profile)
 *     .op("ZADD", keys.timers(41), dueMillis, run);
 * ops.run(router, Lane.WORK);
 * }</pre>
 */
public final class FencedOps {
    private static final Script SCRIPT = Script.load(FencedOps.class, "fenced.lua");
    private static final byte[][] NUMBERS = new byte[1024][];

    static {
        for (int i = 0; i < NUMBERS.length; i++) {
            NUMBERS[i] = ascii(Integer.toString(i));
        }
    }

    private final Ownership ownership;
    private final List<Key> keys = new ArrayList<>();
    private final Map<Key, Integer> places = new HashMap<>();
    private final List<Group> groups = new ArrayList<>();

    private FencedOps(Key owner, Ownership ownership) {
        this.ownership = ownership;
        keys.add(owner);
        places.put(owner, keys.size());
    }

    /** Begins a step that only the holder of {@code ownership} in {@code owner} may take. */
    public static FencedOps owned(Key owner, Ownership ownership) {
        return new FencedOps(owner, ownership);
    }

    /** Begins a group; groups are applied in this order. */
    public Group group(Guard guard) {
        Group group = switch (guard) {
            case Guard.Entry(Key stream, String id) -> new Group("e", place(stream), id);
            case Guard.Member(Key sortedSet, String member) -> new Group("m", place(sortedSet), member);
            case Guard.Always() -> new Group("a", 0, "");
        };
        groups.add(group);
        return group;
    }

    /** Takes the step. It may be repeated after a failure: what was applied is not applied again, unless always guarded. */
    public Future<Result> run(RedisRouter router, Lane lane) {
        return router.run(lane, SCRIPT, keys, args()).map(FencedOps::result);
    }

    private List<byte[]> args() {
        List<byte[]> args = new ArrayList<>();
        args.add(ascii(ownership.value()));
        for (Group group : groups) {
            args.add(group.guard);
            args.add(number(group.guardKey));
            args.add(group.guardValue);
            args.add(number(group.changes));
            args.addAll(group.args);
        }
        return args;
    }

    private static Result result(@Nullable Response reply) {
        String text = String.valueOf(reply);
        if (text.equals("fenced")) {
            return new Result.Fenced();
        }
        if (text.startsWith("refused ")) {
            return new Result.Refused(Integer.parseInt(text.substring("refused ".length())) - 1);
        }
        return new Result.Applied(text);
    }

    private int place(Key key) {
        Integer known = places.get(key);
        if (known != null) {
            return known;
        }
        keys.add(key);
        places.put(key, keys.size());
        return keys.size();
    }

    private static byte[] number(int value) {
        return value >= 0 && value < NUMBERS.length ? NUMBERS[value] : ascii(Integer.toString(value));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Changes that are made together. */
    public final class Group {
        private final byte[] guard;
        private final int guardKey;
        private final byte[] guardValue;
        private final List<byte[]> args = new ArrayList<>();
        private int changes;

        private Group(String guard, int guardKey, String guardValue) {
            this.guard = ascii(guard);
            this.guardKey = guardKey;
            this.guardValue = guardValue.getBytes(StandardCharsets.UTF_8);
        }

        /**
         * Adds a change.
         *
         * @param command one of those that {@code fenced.lua} lists
         * @param arguments those after the key
         */
        @CanIgnoreReturnValue
        public Group op(String command, Key key, byte[]... arguments) {
            return add(command, place(key), arguments);
        }

        /** As {@link #op}, but the change is left out when the key does not exist. */
        @CanIgnoreReturnValue
        public Group opIfExists(String command, Key key, byte[]... arguments) {
            return add(command, -place(key), arguments);
        }

        private Group add(String command, int key, byte[]... arguments) {
            Write.valueOf(command).check(arguments);
            if (Math.abs(key) == 1) {
                throw new IllegalArgumentException("the ownership key is not for the owner to change");
            }
            changes++;
            args.add(ascii(command));
            args.add(number(key));
            args.add(number(arguments.length));
            for (byte[] argument : arguments) {
                args.add(argument);
            }
            return this;
        }
    }

    /** What decides whether a group is applied, so that doing the work again does nothing. */
    public sealed interface Guard {
        /** Applied if the stream still has the entry, which is deleted: an entry is worked off once. */
        record Entry(Key stream, String id) implements Guard {}

        /** Applied if the sorted set still has the member, which is removed: a timer fires once. */
        record Member(Key sortedSet, String member) implements Guard {}

        /** Applied each time. The changes must be such that repeating them is harmless. */
        record Always() implements Guard {}

        static Guard entry(Key stream, String id) {
            return new Entry(stream, id);
        }

        static Guard member(Key sortedSet, String member) {
            return new Member(sortedSet, member);
        }

        static Guard always() {
            return new Always();
        }
    }

    /** What became of a step. */
    public sealed interface Result {
        /** Nothing was written: the slot has another owner. */
        record Fenced() implements Result {}

        /**
         * Nothing was written: a bug, or a key of a wrong type.
         *
         * @param group the first one that could not be applied, from 0
         */
        record Refused(int group) implements Result {}

        /**
         * The step was taken, now or by an earlier try.
         *
         * @param groups one character for each group, {@code 1} if it was applied, {@code 0} if its guard was gone
         */
        record Applied(String groups) implements Result {
            /** @param group from 0 */
            public boolean applied(int group) {
                return groups.charAt(group) == '1';
            }
        }
    }
}
