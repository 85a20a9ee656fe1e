package dev.tidegate.app;

import dev.tidegate.ingest.ServedSource;
import dev.tidegate.source.Completing;
import dev.tidegate.source.SourceTools;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the events of each source are completed, as it is configured now. Lives on one event loop. */
final class CompletingSources implements Function<String, @Nullable Completing> {
    private final Supplier<List<ServedSource>> now;
    private final SourceTools tools;
    private final Map<String, Completing> completing = new HashMap<>();
    private List<ServedSource> known = List.of();

    CompletingSources(Supplier<List<ServedSource>> now, SourceTools tools) {
        this.now = now;
        this.tools = tools;
    }

    @Override
    public @Nullable Completing apply(String source) {
        List<ServedSource> current = now.get();
        if (current != known) {
            known = current;
            completing.clear();
            for (ServedSource served : current) {
                Completing how = served.perEventLoop().apply(tools).completing();
                if (how != null) {
                    completing.put(served.name(), how);
                }
            }
        }
        return completing.get(source);
    }
}
