package dev.tidegate.connector.klaviyo;

import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.domain.Message;
import dev.tidegate.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Writes who a message is for as Klaviyo's profile, and a message as the body of 'create or update profile'. */
final class KlaviyoProfileWriter {
    private KlaviyoProfileWriter() {}

    /** The message's properties are the profile's; those that it does not name stay. */
    static byte[] write(Message message) {
        JsonWriter out = new JsonWriter(1024).startObject();
        out.name("data").startObject().name("type").value("profile");
        out.name("attributes").startObject();
        attributes(out, message);
        if (!message.properties().isEmpty()) {
            out.name("properties").value(message.properties());
        }
        return out.endObject().endObject().endObject().toBytes();
    }

    static boolean knowsProfile(Message message) {
        return identifier(message) != null;
    }

    /** What is known of the customer, into the object that is open. */
    static void attributes(JsonWriter out, Message message) {
        var unused = MessageNeeds.required(identifier(message), "customer that Klaviyo could know");
        Message.Recipient recipient = message.recipient();
        optional(out, "email", recipient.email());
        optional(out, "phone_number", recipient.phone());
        optional(out, "external_id", recipient.customerId());
        optional(out, "first_name", recipient.firstName());
        optional(out, "last_name", recipient.lastName());
        optional(out, "locale", recipient.locale());
    }

    private static @Nullable String identifier(Message message) {
        Message.Recipient recipient = message.recipient();
        if (recipient.email() != null) {
            return recipient.email();
        }
        return recipient.phone() != null ? recipient.phone() : recipient.customerId();
    }

    private static void optional(JsonWriter out, String name, @Nullable String value) {
        if (value != null) {
            out.name(name).value(value);
        }
    }
}
