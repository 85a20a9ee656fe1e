package dev.tidegate.connector.sendgrid;

import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Echo;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Via;
import dev.tidegate.json.JsonWriter;
import java.util.List;

/** Writes a message as the body of SendGrid's 'mail send'. */
final class SendGridMailWriter {
    private final Sender from;

    SendGridMailWriter(Sender from) {
        this.from = from;
    }

    byte[] write(Message message) {
        Via unused = MessageNeeds.via(message, List.of(Via.TEMPLATE));
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name("personalizations").startList().startObject();
        out.name("to").startList().startObject();
        out.name("email").value(MessageNeeds.email(message)).endObject().endList();
        out.name("dynamic_template_data").value(message.properties());
        out.name("custom_args").value(Echo.of(message));
        out.endObject().endList();
        out.name("from").startObject().name("email").value(from.email());
        if (from.name() != null) {
            out.name("name").value(from.name());
        }
        out.endObject();
        return out.name("template_id").value(message.as()).endObject().toBytes();
    }
}
