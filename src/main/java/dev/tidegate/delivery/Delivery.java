package dev.tidegate.delivery;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the delivery of one message stands, as an operator sees it.
 *
 * @param id under which an operator names it: its partition and its message's id
 * @param message that is delivered; another than in the id where it goes to several hooks, each of which has a delivery
 * @param at when it was released; in a list of dead letters, when it was given up
 * @param hook the subscribed hook that it goes to, null if it goes to none
 * @param attempts oldest first; of very many, the last
 * @param nextAttemptAt when it is tried again, null unless it waits for that
 * @param cancelledBecause null unless it was cancelled
 */
public record Delivery(
        Id id,
        MessageId message,
        Instant at,
        String destination,
        @Nullable String hook,
        String trigger,
        int step,
        ProfileId profile,
        EventId event,
        DeliveryStatus status,
        List<Attempt> attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String cancelledBecause) {

    public Delivery {
        attempts = List.copyOf(attempts);
    }

    /** Where a delivery is found. Its text is {@code 41.Zx…}. */
    public record Id(int partition, MessageId message) {
        /** @throws IllegalArgumentException if the text is no such id */
        public static Id parse(String text) {
            int dot = text.indexOf('.');
            if (dot < 1 || dot > 4 || !text.chars().limit(dot).allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("not a delivery id");
            }
            return new Id(Integer.parseInt(text.substring(0, dot)), new MessageId(text.substring(dot + 1)));
        }

        public String text() {
            return partition + "." + message.value();
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
