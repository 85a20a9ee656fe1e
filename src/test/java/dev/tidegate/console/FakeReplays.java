package dev.tidegate.console;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replays that only remember what was ordered. */
final class FakeReplays implements Replaying {
    @Nullable
    Order ordered;

    Started answer = new Started.Running("r1");
    final Map<String, Job<Progress>> jobs = new HashMap<>();

    @Override
    public Future<Started> start(Order order) {
        ordered = order;
        return Future.succeededFuture(answer);
    }

    @Override
    public Optional<Job<Progress>> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }
}
