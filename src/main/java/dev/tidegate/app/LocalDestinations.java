package dev.tidegate.app;

import dev.tidegate.console.DestinationOperations;
import dev.tidegate.delivery.DeliveryWorker;
import dev.tidegate.delivery.DestinationState;
import dev.tidegate.delivery.TestMessage;
import dev.tidegate.delivery.Tried;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The destinations of this process.
 *
 * @param worker null where it does not deliver
 */
record LocalDestinations(@Nullable DeliveryWorker worker) implements DestinationOperations {
    @Override
    public boolean delivers() {
        return worker != null;
    }

    @Override
    public Future<List<DestinationState>> states() {
        return worker == null ? Future.succeededFuture(List.of()) : worker.states();
    }

    @Override
    public Future<Optional<Tried>> test(String destination, TestMessage message) {
        return worker == null ? Future.succeededFuture(Optional.empty()) : worker.test(destination, message);
    }
}
