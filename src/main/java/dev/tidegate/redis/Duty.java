package dev.tidegate.redis;

/** A kind of work that is shared out slot by slot: each slot has one owner, who is the only one to do this work there. */
public enum Duty {
    /** Handing on what an intake received. */
    INTAKE,
    /** Deciding and committing in a partition. */
    DECIDE,
    /** Delivering a partition's messages. */
    DELIVER;

    /** Where it is written who owns a slot. */
    public Key owner(Keys keys, int slot) {
        return switch (this) {
            case INTAKE -> keys.intakeOwner(slot);
            case DECIDE -> keys.decideOwner(slot);
            case DELIVER -> keys.deliverOwner(slot);
        };
    }
}
