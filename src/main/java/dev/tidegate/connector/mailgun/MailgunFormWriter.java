package dev.tidegate.connector.mailgun;

import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Echo;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Via;
import dev.tidegate.json.JsonWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a message as the form that Mailgun takes, with the template's variables as JSON in one field. */
final class MailgunFormWriter {
    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private final Sender from;

    MailgunFormWriter(Sender from) {
        this.from = from;
    }

    /** A property {@code subject} is the mail's, for templates that have none. */
    byte[] write(Message message) {
        Via unused = MessageNeeds.via(message, List.of(Via.TEMPLATE));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("from", from.toString());
        form.put("to", MessageNeeds.email(message));
        if (message.properties().get("subject") instanceof String subject) {
            form.put("subject", subject);
        }
        form.put("template", message.as());
        form.put("t:variables", JsonWriter.textOf(message.properties()));
        Echo.of(message).forEach((name, value) -> form.put("v:" + name, value));
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
