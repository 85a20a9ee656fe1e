package dev.tidegate.connector.brevo;

import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Sender;
import dev.tidegate.connector.Unwritable;
import dev.tidegate.domain.Echo;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes messages as bodies of Brevo's 'send a transactional e-mail' and 'create an event'. */
final class BrevoWriter {
    private static final Pattern TEMPLATE_ID = Pattern.compile("[0-9]{1,18}");
    private static final Pattern EVENT_NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private final @Nullable Sender from;

    BrevoWriter(@Nullable Sender from) {
        this.from = from;
    }

    byte[] mail(Message message) {
        if (!TEMPLATE_ID.matcher(message.as()).matches()) {
            throw new Unwritable("Brevo knows templates by their numbers only");
        }
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name("templateId").value(Long.parseLong(message.as()));
        out.name("to").startList().startObject();
        out.name("email").value(MessageNeeds.email(message)).endObject().endList();
        if (from != null) {
            sender(out, from);
        }
        if (!message.properties().isEmpty()) {
            out.name("params").value(message.properties());
        }
        out.name("headers").startObject().name("X-Mailin-custom").value(echo(message));
        return out.endObject().endObject().toBytes();
    }

    static byte[] event(Message message) {
        if (!EVENT_NAME.matcher(message.as()).matches()) {
            throw new Unwritable("Brevo takes only letters, digits, - and _ in the name of an event");
        }
        Message.Recipient recipient = message.recipient();
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name("event_name").value(message.as());
        out.name("event_date").value(Timestamps.format(message.releasedAt()));
        out.name("identifiers").startObject();
        if (recipient.email() != null) {
            out.name("email_id").value(recipient.email());
        } else {
            out.name("ext_id").value(MessageNeeds.required(recipient.customerId(), "contact that Brevo could know"));
        }
        out.endObject();
        out.name("event_properties").value(Echo.withProperties(message));
        return out.endObject().toBytes();
    }

    private static void sender(JsonWriter out, Sender from) {
        out.name("sender").startObject().name("email").value(from.email());
        if (from.name() != null) {
            out.name("name").value(from.name());
        }
        out.endObject();
    }

    /** The one header that Brevo hands back, in the form that it shows for several values. */
    private static String echo(Message message) {
        return Echo.of(message).entrySet().stream()
                .map(field -> field.getKey() + ":" + field.getValue())
                .collect(Collectors.joining("|"));
    }
}
