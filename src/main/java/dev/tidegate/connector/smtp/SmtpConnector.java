package dev.tidegate.connector.smtp;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.MailServer;
import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.Unwritable;
import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages as mail, made from templates. Servers do not tell a mail that they had before, so an uncertain one is not
 * sent again by itself; its {@code Message-ID} is the same each time, for people and mail programs to see.
 */
public final class SmtpConnector implements Connector {
    /** What can stand in an envelope without quoting; others are so rare that they are refused. */
    private static final Pattern ADDRESS = Pattern.compile("[\\x21-\\x7e&&[^<>()\\[\\],;:\\\\\"@]]+@[A-Za-z0-9.-]+");

    /** As RFC 5322 has it; a zone by its name is for reading old mails only. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private static final Pattern ENHANCED = Pattern.compile("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}");

    private final ConnectorSettings.Smtp settings;
    private final CustomerLinks links;
    private final String domain;
    private final Map<String, MailTemplate> templates = new HashMap<>();

    public SmtpConnector(ConnectorSettings.Smtp settings, CustomerLinks links) {
        this.settings = settings;
        this.links = links;
        this.domain = settings.from().replaceFirst(".*@", "").replaceFirst(">.*", "");
        settings.templates().forEach((name, template) -> templates.put(name, MailTemplate.of(template)));
    }

    @Override
    public EspRequest.Mail request(Message message, int attempt, Instant now) {
        MailTemplate template = templates.get(message.as());
        if (template == null) {
            throw new Unwritable("its template is not there any more");
        }
        String to = MessageNeeds.required(message.recipient().email(), "e-mail address");
        if (!ADDRESS.matcher(to).matches()) {
            throw new Unwritable("its e-mail address is none that every mail server takes");
        }
        Map<String, Object> variables = MailVariables.of(message, links);
        return new EspRequest.Mail(
                settings.server(),
                settings.from(),
                to,
                template.subject().fill(variables).strip(),
                template.text().fill(variables),
                template.html() == null ? null : template.html().fill(variables),
                headers(message, attempt));
    }

    private Map<String, String> headers(Message message, int attempt) {
        String id = message.id().value();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Message-ID", "<" + id + "@" + domain + ">");
        headers.put("Date", DATE.format(message.releasedAt().atOffset(ZoneOffset.UTC)));
        String unsubscribe = links.unsubscribe(message.profile());
        if (message.messageClass() == MessageClass.MARKETING && unsubscribe != null) {
            headers.put("List-Unsubscribe", "<" + unsubscribe + ">");
            headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        headers.put("X-Tidegate-Message", id);
        headers.put("X-Tidegate-Trigger", message.trigger());
        headers.put("X-" + EspRequest.ATTEMPT, Integer.toString(attempt));
        return headers;
    }

    @Override
    public Outcome read(EspAnswer answer) {
        int code = answer.status();
        String reason = "SMTP " + code + enhanced(answer);
        if (code >= 200 && code < 300) {
            return new Outcome.Delivered();
        }
        if (code >= 400 && code < 500) {
            return new Outcome.RetryLater(null, reason);
        }
        String step = answer.header(MailServer.STEP);
        if (code == 530 || code >= 500 && "auth".equals(step)) {
            return new Outcome.AccountRefused(reason + ": the credentials are not accepted");
        }
        if (code >= 500 && "mail".equals(step)) {
            return new Outcome.AccountRefused(reason + ": the sender is not accepted");
        }
        return code >= 500 ? new Outcome.Refused(reason) : new Outcome.Unknown(reason + ": no answer to a mail");
    }

    /** The server's own words may hold the address, its enhanced code (RFC 3463) does not. */
    private static String enhanced(EspAnswer answer) {
        Matcher code = ENHANCED.matcher(new String(answer.body(), StandardCharsets.UTF_8));
        return code.lookingAt() ? " " + code.group() : "";
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return false;
    }

    /** The parts of a mail, each to be filled. */
    private record MailTemplate(
            TemplateText subject,
            TemplateText text,
            @Nullable TemplateText html) {
        static MailTemplate of(ConnectorSettings.Smtp.Template source) {
            return new MailTemplate(
                    TemplateText.plain(source.subject()),
                    TemplateText.plain(source.text()),
                    source.html() == null ? null : TemplateText.html(source.html()));
        }
    }
}
