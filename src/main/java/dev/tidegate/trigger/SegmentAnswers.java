package dev.tidegate.trigger;

import dev.tidegate.domain.Profile;
import dev.tidegate.expression.Truth;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which segments one customer belongs to. Each is found out once, when it is first asked for, so that segments that nobody
 * asks for cost nothing. A customer of whom it cannot be told belongs to none.
 */
final class SegmentAnswers extends AbstractMap<String, Object> {
    private final Segments segments;
    private final Profile profile;
    private final Instant now;
    private final Map<String, Truth> known = new HashMap<>();
    private @Nullable Map<String, Object> variables;

    SegmentAnswers(Segments segments, Profile profile, Instant now) {
        this.segments = segments;
        this.profile = profile;
        this.now = now;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        Truth truth = name instanceof String text ? truth(text) : null;
        return truth == null ? null : Truth.TRUE.equals(truth);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && segments.named(text) != null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        segments.all().forEach(segment -> all.put(segment.name(), Truth.TRUE.equals(truth(segment.name()))));
        return Map.copyOf(all).entrySet();
    }

    /** In words, what was answered about one of them; empty when nothing was asked. */
    String told(String name) {
        return switch (known.get(name)) {
            case null -> "";
            case Truth.Known(boolean holds) -> "segments." + name + " is " + holds;
            case Truth.Unknown(String reason) -> "segments." + name + " is false, as it cannot be told: " + reason;
        };
    }

    private @Nullable Truth truth(String name) {
        Truth before = known.get(name);
        Segment segment = before == null ? segments.named(name) : null;
        if (segment == null) {
            return before;
        }
        if (variables == null) {
            variables = TriggerExpressions.variables(profile, now);
        }
        Truth truth = segment.test(variables);
        known.put(name, truth);
        return truth;
    }
}
