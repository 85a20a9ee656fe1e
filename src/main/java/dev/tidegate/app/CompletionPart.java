package dev.tidegate.app;

import dev.tidegate.completion.ProviderCompletions;
import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.queue.Completions;
import dev.tidegate.telemetry.CompletionMetrics;

/** Completing thin events, on the loop that works. */
record CompletionPart(Foundation ground) {
    Completions start() {
        CompletingSources sources =
                new CompletingSources(() -> ground.configuration().now().sources(), Replays.NOTHING);
        ProviderCompletions completions = new ProviderCompletions(
                sources,
                sources::knows,
                () -> new HttpCall(
                        ground.vertx(),
                        HostLookup.system(),
                        ground.clock(),
                        ProviderCompletions.CONNECTIONS,
                        ProviderCompletions.LARGEST_ANSWER),
                ground.clock(),
                new CompletionMetrics(ground.meters().registry()));
        ground.closing().add("completing", completions::close);
        return completions;
    }
}
