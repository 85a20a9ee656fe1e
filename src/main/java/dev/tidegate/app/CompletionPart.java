package dev.tidegate.app;

import dev.tidegate.completion.ProviderCompletions;
import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.queue.Completions;
import dev.tidegate.telemetry.CompletionMetrics;

/** Completing thin events, on the loop that works. */
record CompletionPart(Foundation ground) {
    Completions start() {
        HttpCall http = new HttpCall(
                ground.vertx(),
                HostLookup.system(),
                ground.clock(),
                ProviderCompletions.CONNECTIONS,
                ProviderCompletions.LARGEST_ANSWER);
        ground.closing().add("completing", http::close);
        return new ProviderCompletions(
                new CompletingSources(() -> ground.configuration().now().sources(), Replays.NOTHING),
                http,
                ground.clock(),
                new CompletionMetrics(ground.meters().registry()));
    }
}
