package dev.tidegate.trigger;

import dev.tidegate.domain.Profile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The segments of one version of the configuration, ready to be asked; never changed. */
public final class Segments {
    public static final Segments NONE = new Segments(Map.of());

    private final Map<String, Segment> byName;

    /** @throws IllegalArgumentException if an expression has a fault */
    public Segments(List<SegmentSettings> settings, TriggerExpressions expressions) {
        this(compiled(settings, expressions));
    }

    private Segments(Map<String, Segment> byName) {
        this.byName = byName;
    }

    private static Map<String, Segment> compiled(List<SegmentSettings> settings, TriggerExpressions expressions) {
        Map<String, Segment> byName = new LinkedHashMap<>();
        settings.forEach(one -> byName.put(one.name(), Segment.of(one, expressions)));
        return byName;
    }

    /** All segments, in the order of the configuration. */
    public List<Segment> all() {
        return List.copyOf(byName.values());
    }

    /** Whether both have the same names and conditions. */
    public boolean sameAs(Segments other) {
        return settings().equals(other.settings());
    }

    private List<SegmentSettings> settings() {
        return byName.values().stream().map(Segment::settings).toList();
    }

    @Nullable
    Segment named(String name) {
        return byName.get(name);
    }

    /** The variable {@code segments}: by name whether this customer belongs to it, found out when it is asked for. */
    SegmentAnswers of(Profile profile, Instant now) {
        return new SegmentAnswers(this, profile, now);
    }
}
