package dev.tidegate.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live processes and what each of them takes on, by one heartbeat a process. Lives on one context; every method is
 * called there, and so are the listeners.
 */
public final class Members {
    private static final Logger LOG = LoggerFactory.getLogger(Members.class);
    private static final Script HEARTBEAT = Script.load(Members.class, "heartbeat.lua");

    private final Context context;
    private final RedisRouter router;
    private final Key key;
    private final Self self;
    private final RedisClock clock;
    private final Nudge nudge;
    private final List<Consumer<View>> listeners = new ArrayList<>();

    private Set<Duty> duties;
    private View view = new View(List.of(), false);
    private long timer = -1;
    private boolean beating;
    private boolean again;
    private boolean recheck;
    private boolean closed;
    private boolean alone;

    /**
     * This process among the others.
     *
     * @param id unlike that of any other process, running or gone; see {@link #uniqueId}
     * @param duties what it takes on
     * @param alone whether no other process can be alive, so that the work of a former one is taken over at once
     * @param timing of its heartbeats
     */
    public record Self(String id, Set<Duty> duties, boolean alone, Timing timing) {
        public Self {
            if (!id.matches("[A-Za-z0-9._-]{1,80}")) {
                throw new IllegalArgumentException("a member id is letters, digits, dots, dashes and underscores");
            }
            duties = Set.copyOf(duties);
        }
    }

    /**
     * How often a process shows that it is alive, and after how long a silence it is taken for dead. All processes on one
     * Redis have the same.
     */
    public record Timing(Duration heartbeat, Duration deadAfter) {
        public static final Timing STANDARD = new Timing(Duration.ofSeconds(2), Duration.ofSeconds(8));
    }

    /** A live process. */
    public record Member(String id, Set<Duty> duties) {
        public Member {
            duties = Set.copyOf(duties);
        }
    }

    /**
     * The live processes at the last heartbeat.
     *
     * @param recheck this process was away, so others may have taken what it holds
     */
    public record View(List<Member> live, boolean recheck) {
        public View {
            live = List.copyOf(live);
        }

        /** The ids of those that take on a duty. */
        public List<String> with(Duty duty) {
            return live.stream()
                    .filter(member -> member.duties().contains(duty))
                    .map(Member::id)
                    .toList();
        }
    }

    /** Tells another process to look at the members now and not at its next heartbeat. It may get lost. */
    @FunctionalInterface
    public interface Nudge {
        void nudge(String member);
    }

    /** @param clock is set at each heartbeat */
    public Members(Context context, RedisRouter router, Keys keys, Self self, RedisClock clock, Nudge nudge) {
        this.context = context;
        this.router = router;
        this.key = keys.members();
        this.self = self;
        this.clock = clock;
        this.nudge = nudge;
        this.duties = self.duties();
        this.alone = self.alone();
    }

    /** An id that no other process has: those that come after a crash on the same machine have another one too. */
    public static String uniqueId(String host, long pid, RandomGenerator random) {
        String name = host.replaceAll("[^A-Za-z0-9._-]", "-");
        return name.substring(0, Math.min(40, name.length())) + "-" + pid + "-"
                + String.format(Locale.ROOT, "%08x", random.nextInt());
    }

    /** Joins: answers after the first heartbeat. */
    public Future<Void> start() {
        timer = context.owner().setPeriodic(self.timing().heartbeat().toMillis(), id -> hurry());
        router.watch(new RedisWatcher() {
            @Override
            public void up() {
                context.runOnContext(turn -> {
                    recheck = true;
                    hurry();
                });
            }

            @Override
            public void down() {}
        });
        return beat().onSuccess(joined -> nudgeOthers());
    }

    /** Is called after each heartbeat. */
    public void onBeat(Consumer<View> listener) {
        listeners.add(listener);
    }

    /** The live processes at the last heartbeat. */
    public View view() {
        return view;
    }

    public String id() {
        return self.id();
    }

    Timing timing() {
        return self.timing();
    }

    /** Sends a heartbeat now, and so learns of changes at once. */
    public void hurry() {
        if (closed) {
            return;
        }
        if (beating) {
            again = true;
            return;
        }
        beat().onFailure(cause -> LOG.debug("a heartbeat failed", cause));
    }

    /** Tells all others that something has changed. */
    public void nudgeOthers() {
        for (Member member : view.live()) {
            if (!member.id().equals(self.id())) {
                nudge.nudge(member.id());
            }
        }
    }

    /** Takes on nothing any more, but stays alive so that nobody takes over what is still in hand. */
    public Future<Void> retire() {
        duties = Set.of();
        return beat();
    }

    /** Leaves. Whatever this process still owns is taken over by others. */
    public Future<Void> close() {
        closed = true;
        context.owner().cancelTimer(timer);
        Request leave = Request.cmd(Command.HDEL).arg(key.name()).arg(self.id());
        return router.send(Lane.WORK, key, leave)
                .onSuccess(left -> nudgeOthers())
                .mapEmpty();
    }

    private Future<Void> beat() {
        beating = true;
        String text = duties.stream().map(Duty::name).sorted().collect(Collectors.joining(","));
        List<byte[]> args = List.of(
                bytes(self.id()),
                bytes(text),
                bytes(String.valueOf(self.timing().deadAfter().toMillis())),
                bytes(alone ? "1" : "0"));
        return router.run(Lane.WORK, HEARTBEAT, List.of(key), args)
                .map(this::heard)
                .<Void>mapEmpty()
                .onComplete(done -> {
                    beating = false;
                    if (again) {
                        again = false;
                        hurry();
                    }
                });
    }

    private View heard(@Nullable Response reply) {
        if (reply == null || reply.size() < 2) {
            throw RedisException.broken("heartbeat: an answer that is none");
        }
        clock.measured(Long.parseLong(reply.get(0).toString()));
        alone = false;
        boolean wasListed = reply.get(1).toString().equals("1");
        List<Member> live = new ArrayList<>();
        for (int i = 2; i + 1 < reply.size(); i += 2) {
            live.add(new Member(reply.get(i).toString(), duties(reply.get(i + 1).toString())));
        }
        view = new View(live, recheck || !wasListed);
        recheck = false;
        if (!closed) {
            listeners.forEach(listener -> listener.accept(view));
        }
        return view;
    }

    /** A newer version may know duties that this one does not. */
    private static Set<Duty> duties(String text) {
        Set<Duty> duties = EnumSet.noneOf(Duty.class);
        List<String> names = List.of(text.split(",", -1));
        for (Duty duty : Duty.values()) {
            if (names.contains(duty.name())) {
                duties.add(duty);
            }
        }
        return duties;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
