package dev.tidegate.source.ses;

import dev.tidegate.domain.Echo;
import dev.tidegate.domain.EventTypes;
import dev.tidegate.source.Item;
import dev.tidegate.source.engagement.Report;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of SES', in the shape of event publishing or of the older feedback notifications. One that names several
 * recipients is an event for each of them.
 *
 * @param deliveryId SNS' id, the same on each retry
 */
record SesRecord(Fields fields, @Nullable Object deliveryId) {
    private static final List<String> ECHOED = List.of(Echo.MESSAGE_ID, Echo.TRIGGER, Echo.STEP, Echo.DESTINATION);

    List<Item> items(Provenance provenance) {
        String name = Objects.requireNonNullElse(
                fields.has("eventType") ? fields.text("eventType") : fields.text("notificationType"), "");
        String type = type(name);
        if (type == null) {
            return List.of(new Item.Ignored(name));
        }
        List<Item> items = new ArrayList<>();
        List<?> recipients = recipients(type);
        if (recipients.isEmpty()) {
            items.add(item(type, null, "", provenance));
        }
        for (int i = 0; i < recipients.size(); i++) {
            items.add(item(type, recipients.get(i), i == 0 ? "" : ":" + i, provenance));
        }
        return items;
    }

    private Item item(String type, @Nullable Object recipient, String suffix, Provenance provenance) {
        Fields detail = detail(type);
        Fields mail = fields.object("mail");
        Fields named = Fields.of(recipient);
        Report report = new Report(provenance, type);
        String id = Fields.idOf(deliveryId);
        report.id(id == null ? null : id + suffix, fields);
        report.at(detail.has("timestamp") ? detail.get("timestamp") : mail.get("timestamp"));
        report.to(named.isEmpty() ? recipient : named.get("emailAddress"));
        report.message(mail.id("messageId"));
        report.echo(tags(mail));
        switch (type) {
            case EventTypes.EMAIL_OPENED, EventTypes.EMAIL_CLICKED -> {
                report.openedWith(detail.text("userAgent"), detail.text("ipAddress"), false);
                report.url(detail.text("link"));
            }
            case EventTypes.EMAIL_BOUNCED ->
                report.bounced(
                        "Permanent".equals(detail.text("bounceType")),
                        named.has("diagnosticCode") ? named.text("diagnosticCode") : detail.text("bounceSubType"));
            case EventTypes.CONSENT_UPDATED -> report.resubscribed();
            default -> {}
        }
        return report.finish();
    }

    private @Nullable String type(String name) {
        return switch (name) {
            case "Delivery" -> EventTypes.EMAIL_DELIVERED;
            case "Open" -> EventTypes.EMAIL_OPENED;
            case "Click" -> EventTypes.EMAIL_CLICKED;
            case "Bounce" -> EventTypes.EMAIL_BOUNCED;
            case "Complaint" -> EventTypes.EMAIL_COMPLAINED;
            case "Subscription" -> subscription();
            default -> null;
        };
    }

    /** All e-mails refused, or no longer refused; a change of single topics says nothing about all. */
    private @Nullable String subscription() {
        Fields change = fields.object("subscription");
        boolean before = change.object("oldTopicPreferences").isTrue("unsubscribeAll");
        boolean after = change.object("newTopicPreferences").isTrue("unsubscribeAll");
        if (after) {
            return EventTypes.UNSUBSCRIBED;
        }
        return before ? EventTypes.CONSENT_UPDATED : null;
    }

    private Fields detail(String type) {
        return fields.object(
                switch (type) {
                    case EventTypes.EMAIL_DELIVERED -> "delivery";
                    case EventTypes.EMAIL_OPENED -> "open";
                    case EventTypes.EMAIL_CLICKED -> "click";
                    case EventTypes.EMAIL_BOUNCED -> "bounce";
                    case EventTypes.EMAIL_COMPLAINED -> "complaint";
                    default -> "subscription";
                });
    }

    /** Addresses, or objects with one. Who of several opened a message is not told, and then nobody did. */
    private List<?> recipients(String type) {
        return switch (type) {
            case EventTypes.EMAIL_BOUNCED -> detail(type).list("bouncedRecipients");
            case EventTypes.EMAIL_COMPLAINED -> detail(type).list("complainedRecipients");
            case EventTypes.EMAIL_DELIVERED -> detail(type).list("recipients");
            default -> {
                List<?> all = fields.object("mail").list("destination");
                yield all.size() == 1 ? all : List.of();
            }
        };
    }

    /** Each tag has a list of values. */
    private static Fields tags(Fields mail) {
        Fields tags = mail.object("tags");
        Map<String, Object> first = new HashMap<>();
        for (String name : ECHOED) {
            List<?> values = tags.list(name);
            if (!values.isEmpty() && values.getFirst() instanceof String value) {
                first.put(name, value);
            }
        }
        return Fields.of(first);
    }
}
