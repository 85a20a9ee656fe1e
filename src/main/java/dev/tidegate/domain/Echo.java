package dev.tidegate.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a message carries through an ESP, so that the ESP's events lead back to it: custom arguments, metadata, user variables
 * or tags, whatever the provider calls them and returns unread. It names nobody.
 */
public final class Echo {
    /** The message's id. */
    public static final String MESSAGE_ID = "tidegate_message_id";

    /** The trigger's name. */
    public static final String TRIGGER = "tidegate_trigger";

    /** The step, counted from 1, in digits. */
    public static final String STEP = "tidegate_step";

    /** The destination's name. */
    public static final String DESTINATION = "tidegate_destination";

    private Echo() {}

    /** What to write beside the message; only letters, digits, underscores and hyphens. */
    public static Map<String, String> of(Message message) {
        Map<String, String> echo = LinkedHashMap.newLinkedHashMap(4);
        echo.put(MESSAGE_ID, message.id().value());
        echo.put(TRIGGER, message.trigger());
        echo.put(STEP, Integer.toString(message.step()));
        echo.put(DESTINATION, message.destination());
        return echo;
    }

    /** The message's properties and these, which win. */
    public static Map<String, Object> withProperties(Message message) {
        Map<String, Object> fields = new LinkedHashMap<>(message.properties());
        fields.putAll(of(message));
        return fields;
    }
}
