package dev.tidegate.source.postmark;

import dev.tidegate.domain.Digests;
import dev.tidegate.domain.EventTypes;
import dev.tidegate.source.Item;
import dev.tidegate.source.engagement.Report;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record of Postmark's. It has no id of its own, so that message, kind, time, recipient and link make one. */
final class PostmarkRecord {
    private static final String BOUNCE = "Bounce";
    private static final Set<String> HARD = Set.of("HardBounce", "BadEmailAddress", "ManuallyDeactivated");
    private static final Set<String> SOFT = Set.of(
            "SoftBounce",
            "Transient",
            "DnsError",
            "SpamNotification",
            "Blocked",
            "SMTPApiError",
            "DMARCPolicy",
            "Undeliverable",
            "Unknown");

    private PostmarkRecord() {}

    static Item read(Fields record, Provenance provenance) {
        String kind = Objects.requireNonNullElse(record.text("RecordType"), "");
        String type = type(kind, record);
        if (type == null) {
            return new Item.Ignored(kind + " " + Objects.requireNonNullElse(record.text("Type"), ""));
        }
        Object time = record.firstOf("ReceivedAt", "DeliveredAt", "BouncedAt", "ChangedAt");
        Object recipient = record.firstOf("Recipient", "Email");
        String message = Objects.requireNonNullElse(record.id("MessageID"), "");
        Report report = new Report(provenance, type);
        report.id(
                kind + ":" + message + ":"
                        + Digests.of(time + "\0" + recipient + "\0" + record.get("OriginalLink"))
                                .substring(0, 12),
                record);
        report.at(time);
        report.to(recipient);
        report.message(record.id("MessageID"));
        report.echo(record.object("Metadata"));
        switch (type) {
            case EventTypes.EMAIL_OPENED, EventTypes.EMAIL_CLICKED -> {
                report.openedWith(record.text("UserAgent"), record.object("Geo").text("IP"), false);
                report.url(record.text("OriginalLink"));
            }
            case EventTypes.EMAIL_BOUNCED ->
                report.bounced(
                        !kind.equals(BOUNCE) || HARD.contains(bounce(record)),
                        record.has("Details") ? record.text("Details") : record.text("Description"));
            case EventTypes.CONSENT_UPDATED -> report.resubscribed();
            default -> {}
        }
        return report.finish();
    }

    private static @Nullable String type(String kind, Fields record) {
        return switch (kind) {
            case "Delivery" -> EventTypes.EMAIL_DELIVERED;
            case "Open" -> EventTypes.EMAIL_OPENED;
            case "Click" -> EventTypes.EMAIL_CLICKED;
            case "SpamComplaint" -> EventTypes.EMAIL_COMPLAINED;
            case BOUNCE -> bounceType(bounce(record));
            case "SubscriptionChange" -> subscriptionType(record);
            default -> null;
        };
    }

    private static @Nullable String bounceType(String bounce) {
        return switch (bounce) {
            case "SpamComplaint" -> EventTypes.EMAIL_COMPLAINED;
            case "Unsubscribe" -> EventTypes.UNSUBSCRIBED;
            default -> HARD.contains(bounce) || SOFT.contains(bounce) ? EventTypes.EMAIL_BOUNCED : null;
        };
    }

    /** Only the recipient can want e-mails again; a list that somebody else has cleared says nothing about consent. */
    private static @Nullable String subscriptionType(Fields record) {
        if (!record.isTrue("SuppressSending")) {
            return "Recipient".equals(record.text("Origin")) ? EventTypes.CONSENT_UPDATED : null;
        }
        return switch (record.text("SuppressionReason")) {
            case "HardBounce" -> EventTypes.EMAIL_BOUNCED;
            case "SpamComplaint" -> EventTypes.EMAIL_COMPLAINED;
            case null, default -> EventTypes.UNSUBSCRIBED;
        };
    }

    private static String bounce(Fields record) {
        return Objects.requireNonNullElse(record.text("Type"), "");
    }
}
