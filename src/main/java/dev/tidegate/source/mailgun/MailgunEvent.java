package dev.tidegate.source.mailgun;

import dev.tidegate.domain.EventTypes;
import dev.tidegate.source.Item;
import dev.tidegate.source.engagement.Report;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The {@code event-data} of a body of Mailgun's. */
final class MailgunEvent {
    /** A failure for such a reason tells that nothing was tried, since the address is on one of Mailgun's lists. */
    private static final String LISTED = "suppress-";

    private static final String LISTED_AS_BOUNCED = "suppress-bounce";
    private static final String GMAIL = "gmail";

    private MailgunEvent() {}

    static Item read(Fields event, Provenance provenance) {
        String name = Objects.requireNonNullElse(event.text("event"), "");
        String type = type(name, event);
        if (type == null) {
            return new Item.Ignored(name);
        }
        Report report = new Report(provenance, type);
        report.id(event.get("id"), event);
        report.at(event.get("timestamp"));
        report.to(event.get("recipient"));
        report.message(event.object("message").object("headers").text("message-id"));
        report.echo(event.object("user-variables"));
        switch (name) {
            case "opened", "clicked" -> {
                Fields client = event.object("client-info");
                String bot = client.text("bot");
                // Gmail's proxy fetches when the person opens the message, and says so by its user agent
                report.openedWith(client.text("user-agent"), event.text("ip"), bot != null && !bot.equals(GMAIL));
                report.url(event.text("url"));
            }
            case "failed" -> report.bounced("permanent".equals(event.text("severity")), reason(event));
            default -> {}
        }
        return report.finish();
    }

    private static @Nullable String type(String name, Fields event) {
        return switch (name) {
            case "delivered" -> EventTypes.EMAIL_DELIVERED;
            case "opened" -> EventTypes.EMAIL_OPENED;
            case "clicked" -> EventTypes.EMAIL_CLICKED;
            case "failed" -> {
                String reason = Objects.requireNonNullElse(event.text("reason"), "");
                yield reason.startsWith(LISTED) && !reason.equals(LISTED_AS_BOUNCED) ? null : EventTypes.EMAIL_BOUNCED;
            }
            case "complained" -> EventTypes.EMAIL_COMPLAINED;
            case "unsubscribed" -> EventTypes.UNSUBSCRIBED;
            default -> null;
        };
    }

    private static @Nullable String reason(Fields event) {
        Fields status = event.object("delivery-status");
        return Stream.of(status.text("message"), status.text("description"), event.text("reason"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
