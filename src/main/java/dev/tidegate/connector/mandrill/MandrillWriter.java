package dev.tidegate.connector.mandrill;

import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Echo;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.domain.Via;
import dev.tidegate.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes bodies for Mandrill, each of which holds the key. */
final class MandrillWriter {
    private final Secret apiKey;
    private final @Nullable Sender from;

    MandrillWriter(Secret apiKey, @Nullable Sender from) {
        this.apiKey = apiKey;
        this.from = from;
    }

    /** Not asynchronous, so that the answer tells whether the mail was rejected. */
    byte[] mail(Message message) {
        Via unused = MessageNeeds.via(message, List.of(Via.TEMPLATE));
        JsonWriter out = new JsonWriter(2048).startObject();
        out.name("key").value(apiKey.reveal());
        out.name("template_name").value(message.as());
        out.name("template_content").startList().endList();
        out.name("message").startObject();
        out.name("to").startList().startObject();
        out.name("email").value(MessageNeeds.email(message));
        out.name("type").value("to").endObject().endList();
        sender(out);
        out.name("global_merge_vars").startList();
        message.properties()
                .forEach((name, value) -> out.startObject()
                        .name("name")
                        .value(name)
                        .name("content")
                        .value(value)
                        .endObject());
        out.endList();
        out.name("metadata").value(Echo.of(message));
        out.endObject();
        return out.name("async").value(false).endObject().toBytes();
    }

    byte[] ping() {
        return new JsonWriter(64)
                .startObject()
                .name("key")
                .value(apiKey.reveal())
                .endObject()
                .toBytes();
    }

    private void sender(JsonWriter out) {
        if (from == null) {
            return;
        }
        out.name("from_email").value(from.email());
        if (from.name() != null) {
            out.name("from_name").value(from.name());
        }
    }
}
