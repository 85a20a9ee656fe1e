package dev.tidegate.source.customerio;

import dev.tidegate.domain.EventTypes;
import dev.tidegate.source.Item;
import dev.tidegate.source.engagement.Report;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One event of Customer.io's, about an e-mail or about the customer; those of other channels are ignored. */
final class CustomerIoEvent {
    private static final String EMAIL = "email";
    private static final String CUSTOMER = "customer";

    private CustomerIoEvent() {}

    static Item read(Fields event, Provenance provenance) {
        String object = Objects.requireNonNullElse(event.text("object_type"), "");
        String metric = Objects.requireNonNullElse(event.text("metric"), "");
        String type = type(object, metric);
        if (type == null) {
            return new Item.Ignored(object + " " + metric);
        }
        Fields data = event.object("data");
        Fields identifiers = data.object("identifiers");
        Report report = new Report(provenance, type);
        report.id(event.get("event_id"), event);
        report.at(event.get("timestamp"));
        report.to(address(data, identifiers));
        report.customer(identifiers.get("id"));
        report.message(data.id("delivery_id"));
        switch (metric) {
            case "opened" -> report.openedWith(null, null, data.isTrue("prefetched"));
            case "clicked" -> {
                report.openedWith(null, null, data.isTrue("machine"));
                report.url(data.text("href"));
            }
            case "bounced" -> report.bounced(true, data.text("failure_message"));
            case "subscribed" -> report.resubscribed();
            default -> {}
        }
        return report.finish();
    }

    private static @Nullable String type(String object, String metric) {
        if (!object.equals(EMAIL) && !object.equals(CUSTOMER)) {
            return null;
        }
        return switch (metric) {
            case "delivered" -> EventTypes.EMAIL_DELIVERED;
            case "opened" -> EventTypes.EMAIL_OPENED;
            case "clicked" -> EventTypes.EMAIL_CLICKED;
            case "bounced" -> EventTypes.EMAIL_BOUNCED;
            case "spammed" -> EventTypes.EMAIL_COMPLAINED;
            case "unsubscribed" -> EventTypes.UNSUBSCRIBED;
            case "subscribed" -> EventTypes.CONSENT_UPDATED;
            default -> null;
        };
    }

    private static @Nullable Object address(Fields data, Fields identifiers) {
        Object named = data.firstOf("recipient", "email_address");
        return named != null ? named : identifiers.get("email");
    }
}
