package dev.tidegate.support;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Via;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages as examples. */
public final class Messages {
    public static final Instant DUE = Instant.parse("2026-11-24T01:32:03.412Z");
    public static final Instant RELEASED = Instant.parse("2026-11-24T01:32:03.500Z");

    private Messages() {}

    /** An abandoned cart, to {@code hook}. */
    public static Message cart() {
        return cart(1, "hook", "jo@shop.example", MessageClass.MARKETING, RELEASED, null);
    }

    /** An abandoned cart that differs from others in its number. */
    public static Message cart(
            int number,
            String destination,
            String email,
            MessageClass messageClass,
            Instant releasedAt,
            @Nullable Instant expiresAt) {
        Event event = event(number, email);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("value", new BigDecimal("129.90"));
        properties.put("currency", "EUR");
        properties.put("first_item", "Lamp \u00fc");
        return new Message(
                MessageId.of("cart-abandoned", 1, event.id(), destination, 0),
                "cart-abandoned",
                1,
                destination,
                "Cart Abandoned",
                null,
                new ProfileId("p-" + number),
                new Message.Recipient("4711", email, null, "Jo", null, "de-DE"),
                properties,
                event,
                messageClass,
                Channel.EMAIL,
                false,
                DUE,
                releasedAt,
                expiresAt);
    }

    /** The same message for the customer who gets another one; so both are of one partition. */
    public static Message sameCustomers(Message message, Message other) {
        return changed(
                message, message.as(), message.via(), other.profile(), message.recipient(), message.properties());
    }

    /** The same message as something else at the ESP. */
    public static Message as(Message message, String as, @Nullable Via via) {
        return changed(message, as, via, message.profile(), message.recipient(), message.properties());
    }

    /** The same message to a customer who is known in another way. */
    public static Message to(Message message, Message.Recipient recipient) {
        return changed(message, message.as(), message.via(), message.profile(), recipient, message.properties());
    }

    /** The same message with other properties. */
    public static Message withProperties(Message message, Map<String, Object> properties) {
        return changed(message, message.as(), message.via(), message.profile(), message.recipient(), properties);
    }

    /** The same message by another way. */
    public static Message by(Channel channel, Message message) {
        return changed(
                message,
                message.as(),
                message.via(),
                message.profile(),
                message.recipient(),
                message.properties(),
                channel);
    }

    private static Message changed(
            Message message,
            String as,
            @Nullable Via via,
            ProfileId profile,
            Message.Recipient recipient,
            Map<String, Object> properties) {
        return changed(message, as, via, profile, recipient, properties, message.channel());
    }

    private static Message changed(
            Message message,
            String as,
            @Nullable Via via,
            ProfileId profile,
            Message.Recipient recipient,
            Map<String, Object> properties,
            Channel channel) {
        return new Message(
                message.id(),
                message.trigger(),
                message.step(),
                message.destination(),
                as,
                via,
                profile,
                recipient,
                properties,
                message.event(),
                message.messageClass(),
                channel,
                message.placed(),
                message.dueAt(),
                message.releasedAt(),
                message.expiresAt());
    }

    private static Event event(int number, String email) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("checkout_token", "tok-" + number);
        properties.put("value", new BigDecimal("129.90"));
        return new Event(
                EventId.of("shop", "delivery-" + number),
                "shop",
                "checkout_started",
                Instant.parse("2026-11-24T01:02:03.000Z"),
                Instant.parse("2026-11-24T01:02:03.412Z"),
                "delivery-" + number,
                new Customer("4711", "shop", email, null, null),
                properties,
                Map.of(),
                List.of());
    }
}
