package dev.tidegate.trigger;

import dev.tidegate.domain.Event;
import dev.tidegate.expression.EventVariable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where in an event a value stands, such as {@code properties.checkout_token}. */
public record EventPath(List<String> names) {
    private static final Set<String> ROOTS = Set.of("properties", "context", "customer");

    public EventPath {
        names = List.copyOf(names);
    }

    /** Reads a path, or gives null when the text is none. */
    public static @Nullable EventPath parse(String text) {
        List<String> names = List.of(text.split("\\.", -1));
        return names.size() > 1 && ROOTS.contains(names.getFirst()) && !names.contains("")
                ? new EventPath(names)
                : null;
    }

    /** The value as text, or null when the event has none that can be told as text. */
    @Nullable
    String textIn(Event event) {
        Object at = EventVariable.of(event);
        for (String name : names) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Token.text(at);
    }
}
