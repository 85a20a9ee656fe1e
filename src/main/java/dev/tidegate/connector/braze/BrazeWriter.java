package dev.tidegate.connector.braze;

import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.domain.Echo;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import java.util.List;

/** Writes messages as bodies of Braze's 'track users', 'trigger campaign' and 'trigger canvas'. */
final class BrazeWriter {
    /** Of several users with one address: one that Braze knows by an id, of these the one that was active last. */
    private static final List<String> PRIORITIZATION = List.of("identified", "most_recently_updated");

    private BrazeWriter() {}

    static boolean knowsUser(Message message) {
        Message.Recipient recipient = message.recipient();
        return recipient.customerId() != null || recipient.email() != null || recipient.phone() != null;
    }

    static byte[] events(List<Message> messages) {
        JsonWriter out = new JsonWriter(4096).startObject().name("events").startList();
        messages.forEach(message -> event(out, message));
        return out.endList().endObject().toBytes();
    }

    static byte[] campaign(Message message) {
        return trigger(message, "campaign_id", "trigger_properties");
    }

    static byte[] canvas(Message message) {
        return trigger(message, "canvas_id", "canvas_entry_properties");
    }

    private static void event(JsonWriter out, Message message) {
        Message.Recipient recipient = message.recipient();
        out.startObject();
        if (recipient.customerId() != null) {
            out.name("external_id").value(recipient.customerId());
        } else if (recipient.email() != null) {
            out.name("email").value(recipient.email());
        } else {
            out.name("phone").value(MessageNeeds.required(recipient.phone(), "customer that Braze could know"));
        }
        out.name("name").value(message.as());
        out.name("time").value(Timestamps.format(message.releasedAt()));
        out.name("properties").value(Echo.withProperties(message));
        out.endObject();
    }

    private static byte[] trigger(Message message, String what, String properties) {
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name(what).value(message.as());
        out.name(properties).value(Echo.withProperties(message));
        out.name("recipients").startList().startObject();
        String customerId = message.recipient().customerId();
        if (customerId != null) {
            out.name("external_user_id").value(customerId);
        } else {
            String email = message.recipient().email();
            out.name("email").value(MessageNeeds.required(email, "customer that Braze could know"));
            out.name("prioritization").value(PRIORITIZATION);
        }
        return out.endObject().endList().endObject().toBytes();
    }
}
