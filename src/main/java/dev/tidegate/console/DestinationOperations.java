package dev.tidegate.console;

import dev.tidegate.delivery.DestinationState;
import dev.tidegate.delivery.TestMessage;
import dev.tidegate.delivery.Tried;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What an operator asks of destinations themselves, in the process that is asked. */
public interface DestinationOperations {
    /** Whether this process delivers. */
    boolean delivers();

    Future<List<DestinationState>> states();

    /** Empty when there is no such destination. */
    Future<Optional<Tried>> test(String destination, TestMessage message);
}
