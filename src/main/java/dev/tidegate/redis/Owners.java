package dev.tidegate.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who should own each slot of a duty, as of the last heartbeat: whom to tell that there is work in a slot. */
public final class Owners {
    private final Duty duty;
    private final int count;
    private List<String> candidates = List.of();
    private @Nullable String[] owners;

    /** Lives on the context of {@code members}. */
    public Owners(Members members, Duty duty, int count) {
        this.duty = duty;
        this.count = count;
        this.owners = new String[count];
        members.onBeat(this::look);
    }

    /** The member that should own the slot, null when nobody takes on the duty. */
    public @Nullable String of(int slot) {
        return owners[slot];
    }

    private void look(Members.View view) {
        List<String> now = view.with(duty);
        if (!now.equals(candidates)) {
            candidates = now;
            owners = Shares.of(duty, count, now);
        }
    }
}
