package dev.tidegate.app;

import dev.tidegate.delivery.DeliveryWorker;
import dev.tidegate.queue.DecideRole;
import dev.tidegate.redis.Doorbell;
import dev.tidegate.redis.Duty;
import dev.tidegate.redis.Members;
import dev.tidegate.redis.Owners;
import org.jspecify.annotations.Nullable;

/**
 * Brings each hint to whoever can use it: the parts of this process, or the process that owns the slot. All calls are made on
 * the loop that works.
 */
final class Switchboard implements Doorbell.Listener {
    private final Members members;
    private final Owners intakes;
    private final Owners partitions;
    private final Owners deliveries;
    private @Nullable Doorbell doorbell;
    private @Nullable DecideRole decide;
    private @Nullable DeliveryWorker deliver;
    private Runnable control = () -> {};

    Switchboard(Members members, int intakes, int partitions) {
        this.members = members;
        this.intakes = new Owners(members, Duty.INTAKE, intakes);
        this.partitions = new Owners(members, Duty.DECIDE, partitions);
        this.deliveries = new Owners(members, Duty.DELIVER, partitions);
        members.onBeat(view -> {
            if (deliver != null) {
                var unused = deliver.refreshControl();
            }
            control.run();
        });
    }

    void connect(Doorbell to) {
        doorbell = to;
    }

    void connect(DecideRole to) {
        decide = to;
    }

    void connect(DeliveryWorker to) {
        deliver = to;
    }

    /** What is to be done when the operator may have set something. */
    void onControl(Runnable lookUp) {
        control = lookUp;
    }

    /** An intake of whatever process has events. */
    void intake(int intake) {
        if (decide == null || !decide.ringIntake(intake)) {
            ring(intakes.of(intake), new Rings.Intake(intake));
        }
    }

    /** A partition that this process does not own has work. */
    void partitionElsewhere(int partition) {
        ring(partitions.of(partition), new Rings.Partition(partition));
    }

    /** A destination has messages in a partition. */
    void outbox(int partition, String destination) {
        String owner = deliveries.of(partition);
        if (deliver != null && members.id().equals(owner)) {
            deliver.ring(partition, destination);
        } else {
            ring(owner, new Rings.Outbox(partition, destination));
        }
    }

    /** The operator has paused or resumed a destination, or switched a trigger: every process hears of it. */
    void control() {
        members.view().live().forEach(member -> ring(member.id(), new Rings.Control()));
    }

    private void ring(@Nullable String member, Rings ring) {
        if (member != null && doorbell != null) {
            doorbell.ring(member, ring.text());
        }
    }

    @Override
    public void rung(String text) {
        switch (Rings.parse(text)) {
            case Rings.Intake(int intake)
            when decide != null -> {
                boolean unused = decide.ringIntake(intake);
            }
            case Rings.Partition(int partition) when decide != null -> decide.ringPartitionIfMine(partition);
            case Rings.Outbox(int partition, String destination)
            when deliver != null -> deliver.ring(partition, destination);
            case Rings.Membership() -> members.hurry();
            case Rings.Control() -> {
                if (deliver != null) {
                    var unused = deliver.refreshControl();
                }
                control.run();
            }
            case Rings.Intake ring -> {}
            case Rings.Partition ring -> {}
            case Rings.Outbox ring -> {}
            case Rings.Unknown ring -> {}
        }
    }

    @Override
    public void listening() {
        lookAtEverything();
    }

    /** Hints may have been missed. */
    void lookAtEverything() {
        if (decide != null) {
            decide.ringAll();
        }
        if (deliver != null) {
            deliver.up();
        }
    }
}
