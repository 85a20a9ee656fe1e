package dev.tidegate.source.ses;

import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Request;
import dev.tidegate.source.standard.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The envelope that SNS puts around what it delivers. */
record SnsMessage(Fields fields) {
    static final String NOTIFICATION = "Notification";
    static final String SUBSCRIPTION = "SubscriptionConfirmation";
    static final String UNSUBSCRIPTION = "UnsubscribeConfirmation";

    private static final List<String> SIGNED_IN_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> SIGNED_IN_CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    /** The body as an envelope; one without fields if it is no JSON object. */
    static SnsMessage of(Request request) {
        return new SnsMessage(Fields.of(request.json() instanceof JsonResult.Read(Map<?, ?> body) ? body : Map.of()));
    }

    String type() {
        return text("Type");
    }

    /** The field's text exactly as it was sent, blanks and all; empty where there is none. */
    String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    /**
     * What is signed: name and value of certain fields, each followed by a line feed. Null for a kind of message that nobody
     * knows.
     */
    byte @Nullable [] signed() {
        List<String> names = switch (type()) {
            case NOTIFICATION -> SIGNED_IN_NOTIFICATION;
            case SUBSCRIPTION, UNSUBSCRIPTION -> SIGNED_IN_CONFIRMATION;
            default -> List.of();
        };
        if (names.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder(512);
        for (String name : names) {
            if (fields.get(name) instanceof String value) {
                text.append(name).append('\n').append(value).append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
