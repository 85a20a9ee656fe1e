package dev.tidegate.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots of one duty that this process owns. It takes those that it should have when their owner is gone or has given
 * them back, and gives back those that another should have. Lives on the context of {@link Members}.
 *
 * <p>That a slot has one owner is guaranteed by the epoch in the ownership key alone: whoever acts for the owner lets Redis
 * compare it. All else here is about doing it soon and seldom.
 */
public final class Territory {
    private static final Logger LOG = LoggerFactory.getLogger(Territory.class);
    private static final Script CLAIM = Script.load(Territory.class, "claim.lua");
    private static final Script RELEASE = Script.load(Territory.class, "release.lua");
    /** How long a tenant may take to finish what is in hand; what it still does later is refused by the epoch. */
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(10);

    private final RedisRouter router;
    private final Keys keys;
    private final Members members;
    private final Duty duty;
    private final Tenant tenant;
    private final List<Slot> slots = new ArrayList<>();
    private final Promise<Void> emptied = Promise.promise();
    private List<String> candidates = List.of();
    private @Nullable String[] owners;
    /** The slot whose ownership is looked at with the next heartbeat, in case the work there never asks for it. */
    private int spotCheck;

    private boolean closing;

    /** Does the work in the slots. Called on the context of {@link Members}. */
    public interface Tenant {
        /** The slot is owned by this process from now on; {@code ownership} goes into every script. */
        void taken(int slot, Ownership ownership);

        /** Shall finish what is in hand and begin nothing new; the slot is given back when the answer comes. */
        Future<Void> leave(int slot);

        /** Another process has taken the slot; whatever is still in hand there is refused by Redis. */
        void lost(int slot);
    }

    private enum Phase {
        FREE,
        CLAIMING,
        HELD,
        LEAVING,
        /** Left, but Redis did not hear of it yet. */
        LEFT,
        RELEASING
    }

    private static final class Slot {
        final int number;
        Phase phase = Phase.FREE;

        @Nullable
        Ownership ownership;

        /** Who owned the slot when it was claimed in vain, and since when it is like that. */
        @Nullable
        Ownership denied;

        long deniedSince;

        Slot(int number) {
            this.number = number;
        }

        void deny(Ownership now) {
            if (!now.equals(denied)) {
                denied = now;
                deniedSince = System.nanoTime();
            }
        }

        boolean isDeniedFor(Duration time) {
            return denied != null && System.nanoTime() - deniedSince >= time.toNanos();
        }
    }

    public Territory(RedisRouter router, Keys keys, Members members, Duty duty, int count, Tenant tenant) {
        this.router = router;
        this.keys = keys;
        this.members = members;
        this.duty = duty;
        this.tenant = tenant;
        for (int i = 0; i < count; i++) {
            slots.add(new Slot(i));
        }
        this.owners = new String[count];
        members.onBeat(this::look);
    }

    /** What this process holds of a slot, or null. */
    public @Nullable Ownership ownership(int slot) {
        Slot held = slots.get(slot);
        return held.phase == Phase.HELD || held.phase == Phase.LEAVING ? held.ownership : null;
    }

    /** A script for the slot was refused because it has another owner. The tenant has let go already. */
    public void fenced(int slot, Ownership ownership) {
        Slot held = slots.get(slot);
        if (held.phase == Phase.HELD && ownership.equals(held.ownership)) {
            free(held);
        }
    }

    /** Gives everything back and takes nothing any more. Answers also when Redis is away. */
    public Future<Void> close() {
        closing = true;
        for (Slot slot : slots) {
            if (slot.phase == Phase.HELD) {
                leave(slot);
            }
        }
        seeWhetherEmpty();
        return emptied.future();
    }

    private void look(Members.View view) {
        List<String> now = closing ? List.of() : view.with(duty);
        if (!now.equals(candidates)) {
            candidates = now;
            owners = Shares.of(duty, slots.size(), now);
        }
        spotCheck = (spotCheck + 1) % slots.size();
        for (Slot slot : slots) {
            boolean mine = members.id().equals(owners[slot.number]);
            switch (slot.phase) {
                case FREE -> {
                    if (mine) {
                        claim(slot, view);
                    }
                }
                case HELD -> {
                    if (!mine) {
                        leave(slot);
                    } else if (view.recheck() || slot.number == spotCheck) {
                        check(slot);
                    }
                }
                case LEFT -> release(slot);
                case CLAIMING, LEAVING, RELEASING -> {}
            }
        }
    }

    private void claim(Slot slot, Members.View view) {
        slot.phase = Phase.CLAIMING;
        List<byte[]> args = new ArrayList<>();
        args.add(bytes(members.id()));
        // An owner that is alive gives the slot back. If it does not for so long, it does not know that it has it: the
        // answer to its claim was lost.
        boolean force = slot.isDeniedFor(members.timing().deadAfter().multipliedBy(2));
        for (Members.Member member : view.live()) {
            if (!force && !member.id().equals(members.id())) {
                args.add(bytes(member.id()));
            }
        }
        router.run(Lane.WORK, CLAIM, List.of(owner(slot)), args)
                .onSuccess(reply -> claimed(slot, new Ownership(String.valueOf(reply))))
                .onFailure(cause -> {
                    LOG.debug("a claim failed", cause);
                    free(slot);
                });
    }

    private void claimed(Slot slot, Ownership now) {
        if (!now.member().equals(members.id())) {
            slot.deny(now);
            free(slot);
            return;
        }
        slot.denied = null;
        slot.phase = Phase.HELD;
        slot.ownership = now;
        LOG.atDebug().addKeyValue("duty", duty).addKeyValue("slot", slot.number).log("took over");
        tenant.taken(slot.number, now);
        if (closing) {
            leave(slot);
        }
    }

    private void leave(Slot slot) {
        slot.phase = Phase.LEAVING;
        finish(slot).timeout(LEAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS).onComplete(left -> {
            if (left.failed()) {
                LOG.atWarn()
                        .addKeyValue("duty", duty)
                        .addKeyValue("slot", slot.number)
                        .log("gave a slot back before its work was finished");
            }
            release(slot);
        });
    }

    private Future<Void> finish(Slot slot) {
        try {
            return tenant.leave(slot.number);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void release(Slot slot) {
        Ownership ownership = slot.ownership;
        if (ownership == null) {
            free(slot);
            return;
        }
        slot.phase = Phase.RELEASING;
        router.run(Lane.WORK, RELEASE, List.of(owner(slot)), List.of(bytes(ownership.value())))
                .onSuccess(released -> {
                    free(slot);
                    members.nudgeOthers();
                })
                .onFailure(cause -> {
                    LOG.debug("a release failed", cause);
                    slot.phase = Phase.LEFT;
                    seeWhetherEmpty();
                });
    }

    /** Is the slot still its own? */
    private void check(Slot slot) {
        Ownership mine = slot.ownership;
        Key owner = owner(slot);
        router.send(Lane.WORK, owner, Request.cmd(Command.GET).arg(owner.name()))
                .onSuccess(reply -> {
                    boolean changed = mine == null || !mine.value().equals(String.valueOf(reply));
                    if (changed && slot.phase == Phase.HELD && slot.ownership == mine) {
                        free(slot);
                        tenant.lost(slot.number);
                    }
                })
                .onFailure(cause -> LOG.debug("could not check an ownership", cause));
    }

    private void free(Slot slot) {
        slot.phase = Phase.FREE;
        slot.ownership = null;
        seeWhetherEmpty();
    }

    private void seeWhetherEmpty() {
        if (closing && slots.stream().allMatch(slot -> slot.phase == Phase.FREE || slot.phase == Phase.LEFT)) {
            emptied.tryComplete();
        }
    }

    private Key owner(Slot slot) {
        return duty.owner(keys, slot.number);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
