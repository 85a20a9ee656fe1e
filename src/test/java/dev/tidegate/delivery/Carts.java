package dev.tidegate.delivery;

import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.support.Messages;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Messages about abandoned carts to {@link Station#DESTINATION}. */
final class Carts {
    private Carts() {}

    static Message cart(int number) {
        return cart(number, MessageClass.MARKETING, null, Instant.now());
    }

    static Message cart(int number, MessageClass messageClass, @Nullable Instant expiresAt, Instant releasedAt) {
        return Messages.cart(number, Station.DESTINATION, "jo@shop.example", messageClass, releasedAt, expiresAt);
    }

    static List<Message> carts(int count) {
        return IntStream.range(0, count).mapToObj(Carts::cart).toList();
    }

    /** The same message with a place under a cap. */
    static Message placed(Message message) {
        return new Message(
                message.id(),
                message.trigger(),
                message.step(),
                message.destination(),
                message.as(),
                message.via(),
                message.profile(),
                message.recipient(),
                message.properties(),
                message.event(),
                message.messageClass(),
                message.channel(),
                true,
                message.dueAt(),
                message.releasedAt(),
                message.expiresAt());
    }
}
