package dev.tidegate.connector.postmark;

import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Echo;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Via;
import dev.tidegate.json.JsonWriter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes messages as bodies of Postmark's 'send with template', alone or as a batch. */
final class PostmarkMailWriter {
    /** An alias begins with a letter, so that digits can only be an id. */
    private static final Pattern TEMPLATE_ID = Pattern.compile("[0-9]{1,18}");

    private final Sender from;
    private final @Nullable String messageStream;

    PostmarkMailWriter(Sender from, @Nullable String messageStream) {
        this.from = from;
        this.messageStream = messageStream;
    }

    byte[] write(Message message) {
        JsonWriter out = new JsonWriter(2048);
        mail(out, message);
        return out.toBytes();
    }

    byte[] write(List<Message> messages) {
        JsonWriter out = new JsonWriter(16_384).startObject().name("Messages").startList();
        messages.forEach(message -> mail(out, message));
        return out.endList().endObject().toBytes();
    }

    private void mail(JsonWriter out, Message message) {
        Via unused = MessageNeeds.via(message, List.of(Via.TEMPLATE));
        out.startObject();
        out.name("From").value(from.toString());
        out.name("To").value(MessageNeeds.email(message));
        if (TEMPLATE_ID.matcher(message.as()).matches()) {
            out.name("TemplateId").value(Long.parseLong(message.as()));
        } else {
            out.name("TemplateAlias").value(message.as());
        }
        out.name("TemplateModel").value(message.properties());
        out.name("Metadata").value(Echo.of(message));
        if (messageStream != null) {
            out.name("MessageStream").value(messageStream);
        }
        out.endObject();
    }
}
