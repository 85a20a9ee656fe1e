package dev.tidegate.app;

import dev.tidegate.completion.ProviderCompletions;
import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.queue.Completions;
import dev.tidegate.telemetry.CompletionMetrics;
import java.util.function.LongSupplier;

/**
 * Completing thin events, on the loop that works.
 *
 * @param redisMillis Redis' time
 */
record CompletionPart(Foundation ground, LongSupplier redisMillis) {
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
                redisMillis,
                new CompletionMetrics(ground.meters().registry()));
        ground.closing().add("completing", completions::close);
        return completions;
    }
}
