package dev.tidegate.trigger;

import java.util.List;

/** What a file of triggers says: the segments, and the triggers that may ask for them. */
public record TriggerRules(List<SegmentSettings> segments, List<TriggerSettings> triggers) {
    public TriggerRules {
        segments = List.copyOf(segments);
        triggers = List.copyOf(triggers);
    }
}
