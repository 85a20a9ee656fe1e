package dev.tidegate.app;

import dev.tidegate.ingest.ServedSource;
import dev.tidegate.source.Completing;
import dev.tidegate.source.SourceTools;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the events of each source are completed, as it is configured now. Lives on one event loop. */
final class CompletingSources implements Function<String, @Nullable Completing> {
    private final Supplier<List<ServedSource>> now;
    private final SourceTools tools;
    private final Map<String, Completing> completing = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private List<ServedSource> known = List.of();

    CompletingSources(Supplier<List<ServedSource>> now, SourceTools tools) {
        this.now = now;
        this.tools = tools;
    }

    @Override
    public @Nullable Completing apply(String source) {
        refresh();
        return completing.get(source);
    }

    boolean knows(String source) {
        refresh();
        return names.contains(source);
    }

    private void refresh() {
        List<ServedSource> current = now.get();
        if (current != known) {
            known = current;
            completing.clear();
            names.clear();
            for (ServedSource served : current) {
                names.add(served.name());
                Completing how = served.perEventLoop().apply(tools).completing();
                if (how != null) {
                    completing.put(served.name(), how);
                }
            }
        }
    }
}
