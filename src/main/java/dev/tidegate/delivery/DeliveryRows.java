package dev.tidegate.delivery;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.List;

/** Deliveries from the values in which Redis has them. */
final class DeliveryRows {
    /** The fields of a message's hash in the order in which {@link #read} expects them. */
    static final List<String> FIELDS = List.of("d", "t", "s", "p", "e", "st", "a", "du", "c", "h", "f");

    private DeliveryRows() {}

    /**
     * One delivery.
     *
     * @param from the place in {@code values} of the first of {@link #FIELDS}
     */
    static Delivery read(Delivery.Id id, Instant at, Response values, int from) {
        String due = Replies.text(values, from + 7);
        String receiver = Replies.text(values, from + 9);
        String whole = Replies.text(values, from + 10);
        String cancelled = Replies.text(values, from + 8);
        DeliveryStatus stored = DeliveryStatus.of(Replies.text(values, from + 5));
        boolean open = stored == DeliveryStatus.QUEUED || stored == DeliveryStatus.RETRYING;
        // a withdrawn message is marked at once and ended when its turn comes
        DeliveryStatus status = open && !cancelled.isEmpty() ? DeliveryStatus.CANCELLED : stored;
        return new Delivery(
                id,
                whole.isEmpty() ? id.message() : new MessageId(whole),
                at,
                Replies.text(values, from),
                receiver.isEmpty() || receiver.equals(Receiver.CONFIGURED_MARK) ? null : receiver,
                Replies.text(values, from + 1),
                Integer.parseInt(Replies.text(values, from + 2)),
                new ProfileId(Replies.text(values, from + 3)),
                new EventId(Replies.text(values, from + 4)),
                status,
                AttemptCodec.decode(Replies.text(values, from + 6)),
                status == DeliveryStatus.RETRYING && !due.isEmpty() ? instant(due) : null,
                status == DeliveryStatus.CANCELLED && !cancelled.isEmpty() ? cancelled : null);
    }

    static Delivery.Id id(int partition, Response message) {
        return new Delivery.Id(partition, new MessageId(message.toString()));
    }

    static Instant instant(String millis) {
        return Instant.ofEpochMilli((long) Double.parseDouble(millis));
    }
}
