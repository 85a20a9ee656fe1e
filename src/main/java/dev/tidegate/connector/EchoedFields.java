package dev.tidegate.connector;

import dev.tidegate.domain.Echo;
import dev.tidegate.domain.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an ESP is given with a message to hand back when it tells what became of it. All are texts: some take no others. */
public final class EchoedFields {
    private EchoedFields() {}

    public static Map<String, String> of(Message message) {
        return Echo.of(message);
    }

    /** The message's properties and these, which win. */
    public static Map<String, Object> withProperties(Message message) {
        Map<String, Object> fields = new LinkedHashMap<>(message.properties());
        fields.putAll(of(message));
        return fields;
    }
}
