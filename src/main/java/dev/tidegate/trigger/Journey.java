package dev.tidegate.trigger;

import java.util.List;

/**
 * Where one customer stands with all triggers: the runs under way and the recent events that may cancel one.
 *
 * @param recent newest last; at most {@link #RECENT_LIMIT} of a type
 */
public record Journey(List<Run> runs, List<CancelEvent> recent) {
    /** So many cancelling events of one type are remembered per customer. */
    public static final int RECENT_LIMIT = 8;

    public static final Journey EMPTY = new Journey(List.of(), List.of());

    public Journey {
        runs = List.copyOf(runs);
        recent = List.copyOf(recent);
    }
}
