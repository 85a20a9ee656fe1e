package dev.tidegate.trigger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one customer stands with all triggers: the runs under way and the recent events that may cancel one.
 *
 * @param recent newest last; at most {@link #RECENT_LIMIT} of a type
 */
public record Journey(List<Run> runs, List<CancelEvent> recent) {
    /** So many cancelling events of one type are remembered per customer. */
    public static final int RECENT_LIMIT = 8;

    /** So many runs of one trigger wait per customer; whoever has more baskets at once is no customer. */
    public static final int WAITING_LIMIT = 32;

    /** So many runs of one trigger are remembered per customer after they released their messages. */
    public static final int RELEASED_LIMIT = 32;

    public static final Journey EMPTY = new Journey(List.of(), List.of());

    public Journey {
        runs = List.copyOf(runs);
        recent = List.copyOf(recent);
    }

    /** The run of this key that waits, if there is one. */
    public @Nullable Run waiting(RunKey key) {
        for (Run run : runs) {
            if (run.waiting() && run.key().equals(key)) {
                return run;
            }
        }
        return null;
    }
}
