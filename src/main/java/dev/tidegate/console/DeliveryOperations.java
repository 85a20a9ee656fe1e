package dev.tidegate.console;

import dev.tidegate.delivery.Deliveries;
import dev.tidegate.delivery.Delivery;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/** What an operator sees of deliveries and can do about them. */
public interface DeliveryOperations {
    /** @throws IllegalArgumentException if the cursor is none of this list; the future may fail with it as well */
    Future<Deliveries.Page> list(Deliveries.Query query);

    /** The deliveries of a profile's messages, as far as they are still kept. */
    Future<List<Delivery>> of(ProfileId profile, Collection<MessageId> messages);

    Future<Deliveries.Retried> retry(String id);

    /** Answers how many dead letters are tried anew. */
    Future<Long> redrive(String destination);

    Future<Void> pause(String destination);

    Future<Void> resume(String destination);

    /** These operations on what Redis has. */
    static DeliveryOperations on(Deliveries deliveries, int partitions) {
        return new DeliveryOperations() {
            @Override
            public Future<Deliveries.Page> list(Deliveries.Query query) {
                return deliveries.list(query);
            }

            @Override
            public Future<List<Delivery>> of(ProfileId profile, Collection<MessageId> messages) {
                return deliveries.of(profile.partition(partitions), messages);
            }

            @Override
            public Future<Deliveries.Retried> retry(String id) {
                return deliveries.retry(id);
            }

            @Override
            public Future<Long> redrive(String destination) {
                return deliveries.redrive(destination);
            }

            @Override
            public Future<Void> pause(String destination) {
                return deliveries.pause(destination);
            }

            @Override
            public Future<Void> resume(String destination) {
                return deliveries.resume(destination);
            }
        };
    }
}
