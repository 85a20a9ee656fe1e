package dev.tidegate.connector.customerio;

import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.domain.Echo;
import dev.tidegate.domain.Message;
import dev.tidegate.json.JsonWriter;
import java.util.List;

/** Writes messages as bodies of Customer.io's 'track event', 'batch', 'send transactional e-mail' and 'trigger broadcast'. */
final class CustomerIoWriter {
    private CustomerIoWriter() {}

    /** By what Customer.io finds the person: their id, else their e-mail address. */
    static String person(Message message) {
        String customerId = message.recipient().customerId();
        return customerId == null
                ? MessageNeeds.required(message.recipient().email(), "customer that Customer.io could know")
                : customerId;
    }

    static boolean knowsPerson(Message message) {
        return message.recipient().customerId() != null || message.recipient().email() != null;
    }

    static byte[] event(Message message) {
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name("name").value(message.as());
        out.name("id").value(Ulid.of(message.id(), message.releasedAt()));
        out.name("timestamp").value(message.releasedAt().getEpochSecond());
        out.name("data").value(Echo.withProperties(message));
        return out.endObject().toBytes();
    }

    /** Events in the form of the Track API's second version. */
    static byte[] batch(List<Message> messages) {
        JsonWriter out = new JsonWriter(4096).startObject().name("batch").startList();
        for (Message message : messages) {
            out.startObject().name("type").value("person");
            identifiers(out, message);
            out.name("action").value("event");
            out.name("name").value(message.as());
            out.name("id").value(Ulid.of(message.id(), message.releasedAt()));
            out.name("timestamp").value(message.releasedAt().getEpochSecond());
            out.name("attributes").value(Echo.withProperties(message)).endObject();
        }
        return out.endList().endObject().toBytes();
    }

    static byte[] transactional(Message message) {
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name("transactional_message_id").value(message.as());
        out.name("to").value(MessageNeeds.email(message));
        identifiers(out, message);
        out.name("message_data").value(Echo.withProperties(message));
        return out.endObject().toBytes();
    }

    static byte[] broadcast(Message message) {
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name(message.recipient().customerId() == null ? "emails" : "ids").value(List.of(person(message)));
        out.name("data").value(Echo.withProperties(message));
        return out.endObject().toBytes();
    }

    private static void identifiers(JsonWriter out, Message message) {
        out.name("identifiers").startObject();
        out.name(message.recipient().customerId() == null ? "email" : "id").value(person(message));
        out.endObject();
    }
}
