package dev.tidegate.delivery;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Via;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that an operator has sent to see whether a destination takes messages.
 *
 * @param as the event, template or campaign there
 * @param via what that is; null for the destination's default
 * @param email to whom; null where the destination needs no address
 */
public record TestMessage(
        String as, @Nullable Via via, @Nullable String email) {
    private static final String NAME = "test";

    /** Who it is for without an address, so that ESPs which know customers by ids can be tried too. */
    private static final String NOBODY = "tidegate-test";

    /** Complete for this destination; its id is another each time. */
    public Message to(String destination, Instant now) {
        String customerId = email == null ? NOBODY : null;
        EventId event = EventId.of(NAME, destination + '/' + now);
        return new Message(
                MessageId.of(NAME, 1, event, destination, 0),
                NAME,
                1,
                destination,
                as,
                via,
                new ProfileId(NAME),
                new Message.Recipient(customerId, email, null, "Test", null, "en"),
                Map.of("test", true),
                new Event(
                        event,
                        NAME,
                        "test_message",
                        now,
                        now,
                        NAME,
                        new Customer(customerId, NAME, email, null, null),
                        Map.of("test", true),
                        Map.of(),
                        List.of()),
                MessageClass.TRANSACTIONAL,
                Channel.EMAIL,
                false,
                now,
                now,
                null);
    }
}
