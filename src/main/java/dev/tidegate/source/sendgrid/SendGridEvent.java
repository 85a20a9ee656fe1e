package dev.tidegate.source.sendgrid;

import dev.tidegate.domain.EventTypes;
import dev.tidegate.source.Item;
import dev.tidegate.source.engagement.Report;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One event of SendGrid's. Custom arguments stand beside its own fields. */
final class SendGridEvent {
    /** For these SendGrid sends nothing any more because the address does not exist. */
    private static final Set<String> DROPPED_FOR_GOOD = Set.of("Bounced Address", "Invalid");

    private static final String FILTER = "filter";

    private SendGridEvent() {}

    static Item read(Fields event, Provenance provenance) {
        String name = Objects.requireNonNullElse(event.text("event"), "");
        String type = type(name, event);
        if (type == null) {
            return new Item.Ignored(name);
        }
        Report report = new Report(provenance, type);
        report.id(event.get("sg_event_id"), event);
        report.at(event.get("timestamp"));
        report.to(event.get("email"));
        report.message(messageId(event.text("sg_message_id")));
        report.echo(event);
        switch (name) {
            case "open", "click" -> {
                report.openedWith(event.text("useragent"), event.text("ip"), event.isTrue("sg_machine_open"));
                report.url(event.text("url"));
            }
            case "bounce" -> report.bounced(!"blocked".equals(event.text("type")), event.text("reason"));
            case "dropped" -> report.bounced(true, event.text("reason"));
            case "group_resubscribe" -> report.resubscribed();
            default -> {}
        }
        report.property("group", event.id("asm_group_id"));
        return report.finish();
    }

    private static @Nullable String type(String name, Fields event) {
        return switch (name) {
            case "delivered" -> EventTypes.EMAIL_DELIVERED;
            case "open" -> EventTypes.EMAIL_OPENED;
            case "click" -> EventTypes.EMAIL_CLICKED;
            case "bounce" -> EventTypes.EMAIL_BOUNCED;
            case "dropped" ->
                DROPPED_FOR_GOOD.contains(Objects.requireNonNullElse(event.text("reason"), ""))
                        ? EventTypes.EMAIL_BOUNCED
                        : null;
            case "spamreport" -> EventTypes.EMAIL_COMPLAINED;
            case "unsubscribe", "group_unsubscribe" -> EventTypes.UNSUBSCRIBED;
            case "group_resubscribe" -> EventTypes.CONSENT_UPDATED;
            default -> null;
        };
    }

    /** The {@code X-Message-Id} that was answered when the message was sent: what stands before the first dot. */
    private static @Nullable String messageId(@Nullable String full) {
        int dot = full == null ? -1 : full.indexOf('.');
        return full == null || dot <= 0 || full.startsWith(FILTER) ? full : full.substring(0, dot);
    }
}
