package dev.tidegate.connector.klaviyo;

import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Message;
import dev.tidegate.json.JsonWriter;

/** Writes messages as bodies of Klaviyo's 'bulk subscribe profiles' and 'bulk unsubscribe profiles', each for one address. */
final class KlaviyoSubscriptionWriter {
    private KlaviyoSubscriptionWriter() {}

    /** To the list named by {@code as}, whose opt-in process counts. */
    static byte[] subscribe(Message message) {
        JsonWriter out = new JsonWriter(512).startObject();
        out.name("data").startObject().name("type").value("profile-subscription-bulk-create-job");
        out.name("attributes").startObject();
        out.name("custom_source").value(message.trigger());
        profile(out, message, "SUBSCRIBED");
        out.endObject();
        out.name("relationships").startObject().name("list").startObject();
        out.name("data").startObject().name("type").value("list");
        out.name("id").value(message.as()).endObject();
        out.endObject().endObject();
        return out.endObject().endObject().toBytes();
    }

    /** From all marketing: Klaviyo does so anyway to a profile that is not in a list that is named. */
    static byte[] unsubscribe(Message message) {
        JsonWriter out = new JsonWriter(512).startObject();
        out.name("data").startObject().name("type").value("profile-subscription-bulk-delete-job");
        out.name("attributes").startObject();
        profile(out, message, "UNSUBSCRIBED");
        out.endObject();
        return out.endObject().endObject().toBytes();
    }

    private static void profile(JsonWriter out, Message message, String consent) {
        boolean byEmail = message.channel() == Channel.EMAIL;
        out.name("profiles").startObject().name("data").startList();
        out.startObject().name("type").value("profile");
        out.name("attributes").startObject();
        out.name(byEmail ? "email" : "phone_number").value(MessageNeeds.required(message.address(), "address"));
        out.name("subscriptions").startObject().name(byEmail ? "email" : "sms").startObject();
        out.name("marketing").startObject().name("consent").value(consent).endObject();
        out.endObject().endObject();
        out.endObject().endObject();
        out.endList().endObject();
    }
}
