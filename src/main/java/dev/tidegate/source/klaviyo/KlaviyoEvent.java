package dev.tidegate.source.klaviyo;

import dev.tidegate.domain.EventTypes;
import dev.tidegate.source.Item;
import dev.tidegate.source.engagement.Report;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One event of Klaviyo's batch, in the shape of its Get Event call. */
final class KlaviyoEvent {
    private KlaviyoEvent() {}

    static Item read(Fields element, Provenance provenance) {
        String topic = Objects.requireNonNullElse(element.text("topic"), "");
        String type = type(topic);
        if (type == null) {
            return new Item.Ignored(topic);
        }
        Fields event = element.object("payload").object("data");
        Fields attributes = event.object("attributes");
        Fields properties = attributes.object("event_properties");
        Report report = new Report(provenance, type);
        report.id(element.firstOf("external_id"), element);
        report.at(attributes.firstOf("datetime", "timestamp"));
        report.to(properties.firstOf("email_address", "Recipient Email Address", "email"));
        report.message(properties.id("$message"));
        report.context(
                "klaviyo_profile_id",
                event.object("relationships").object("profile").object("data").id("id"));
        switch (type) {
            case EventTypes.EMAIL_OPENED, EventTypes.EMAIL_CLICKED -> {
                boolean machine = properties.isTrue("machine_open") || properties.isTrue("Bot Click");
                report.openedWith(properties.text("User Agent"), null, machine);
                report.url(properties.text("URL"));
            }
            case EventTypes.EMAIL_BOUNCED ->
                report.bounced(
                        "Hard".equalsIgnoreCase(properties.text("Bounce Type")), properties.text("Bounce Reason"));
            case EventTypes.CONSENT_UPDATED -> report.resubscribed();
            default -> {}
        }
        return report.finish();
    }

    private static @Nullable String type(String topic) {
        return switch (topic) {
            case "event:klaviyo.email_delivered", "event:klaviyo.received_email" -> EventTypes.EMAIL_DELIVERED;
            case "event:klaviyo.opened_email" -> EventTypes.EMAIL_OPENED;
            case "event:klaviyo.clicked_email" -> EventTypes.EMAIL_CLICKED;
            case "event:klaviyo.bounced_email" -> EventTypes.EMAIL_BOUNCED;
            case "event:klaviyo.marked_email_as_spam" -> EventTypes.EMAIL_COMPLAINED;
            case "event:klaviyo.unsubscribed_from_email_marketing" -> EventTypes.UNSUBSCRIBED;
            case "event:klaviyo.subscribed_to_email_marketing" -> EventTypes.CONSENT_UPDATED;
            default -> null;
        };
    }
}
