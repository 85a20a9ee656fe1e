package dev.tidegate.connector.iterable;

import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.domain.Echo;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Via;
import dev.tidegate.json.JsonWriter;
import java.util.List;

/** Writes a message as the body of Iterable's 'track an event'. */
final class IterableEventWriter {
    private IterableEventWriter() {}

    static byte[] write(Message message) {
        Via unused = MessageNeeds.via(message, List.of(Via.EVENT));
        Message.Recipient recipient = message.recipient();
        JsonWriter out = new JsonWriter(2048).startObject();
        if (recipient.email() != null) {
            out.name("email").value(recipient.email());
        } else {
            out.name("userId").value(MessageNeeds.required(recipient.customerId(), "user that Iterable could know"));
        }
        out.name("eventName").value(message.as());
        out.name("id").value(message.id().value());
        out.name("createdAt").value(message.releasedAt().getEpochSecond());
        out.name("dataFields").value(Echo.withProperties(message));
        return out.endObject().toBytes();
    }
}
