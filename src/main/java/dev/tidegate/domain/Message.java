package dev.tidegate.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message to one destination, complete: a connector needs nothing else to send it, and sends the same bytes each time.
 *
 * @param trigger the trigger's name
 * @param step counted from 1
 * @param destination the configured destination's name
 * @param as the event, template or campaign name at the ESP
 * @param via what that is at the ESP; null for the destination's default
 * @param profile who gets it
 * @param recipient the customer as they were known when the message was released
 * @param properties what the trigger's {@code data} gave
 * @param event the event that caused it
 * @param channel whose consent counts
 * @param placed whether it has a place under the caps of its address
 * @param dueAt when the trigger was due; the response time counts from here
 * @param releasedAt when it entered the outbox
 * @param expiresAt not delivered after this
 */
public record Message(
        MessageId id,
        String trigger,
        int step,
        String destination,
        String as,
        @Nullable Via via,
        ProfileId profile,
        Recipient recipient,
        Map<String, Object> properties,
        Event event,
        MessageClass messageClass,
        Channel channel,
        boolean placed,
        Instant dueAt,
        Instant releasedAt,
        @Nullable Instant expiresAt) {

    public Message {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** Where the message goes: the address of its channel, or null when the customer has none. */
    public @Nullable String address() {
        return channel == Channel.EMAIL ? recipient.email() : recipient.phone();
    }

    /** The customer as the ESP is told of them. */
    public record Recipient(
            @Nullable String customerId,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String locale) {}
}
