package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.source.SourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The keys of the sources by which ESPs tell what became of messages. */
final class EngagementKeys {
    private static final Pattern TOPIC = Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+");
    private static final Pattern HOST = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");

    private static final Key<String> PUBLIC_KEY = Key.required(
            "public_key", Scalars.text(), "The verification key that SendGrid shows for its signed Event Webhook.");
    private static final Key<List<String>> TOPICS = Key.required(
            "topics",
            ListShape.<String>some(Scalars.text(
                    TOPIC, "the ARN of a topic", "the ARN of an SNS topic: arn:aws:sns:REGION:ACCOUNT:NAME")),
            "The ARNs of the SNS topics that SES publishes to; subscriptions of these are confirmed.");
    private static final Key<List<String>> CERTIFICATE_HOSTS = Key.optional(
                    "certificate_hosts",
                    ListShape.<String>any(Scalars.text(HOST, "the name of a host", "the name of a host, lower case")),
                    "Hosts whose certificates count beside those of Amazon SNS itself.")
            .or("[]");

    /** Where the provider goes on trying for as long, with the time that it signed first. */
    private static final Key<Duration> DAY = tolerance("24h");

    private static final Key<Duration> MAILGUN_TOLERANCE = tolerance("8h");

    static final ObjectShape<SourceSettings> SENDGRID = SourceKeys.of(
            v -> new SourceSettings.SendGridEvents(SourceKeys.entry(v), v.get(PUBLIC_KEY), v.get(DAY)),
            PUBLIC_KEY,
            DAY);
    static final ObjectShape<SourceSettings> MAILGUN = SourceKeys.of(
            v -> new SourceSettings.Mailgun(SourceKeys.entry(v), v.get(SourceKeys.SECRETS), v.get(MAILGUN_TOLERANCE)),
            SourceKeys.SECRETS,
            MAILGUN_TOLERANCE);
    static final ObjectShape<SourceSettings> POSTMARK = SourceKeys.of(
                    v -> new SourceSettings.Postmark(SourceKeys.entry(v), AuthKeys.sender(v)),
                    AuthKeys.AUTH,
                    AuthKeys.ADDRESSES)
            .checking(AuthKeys::checkSender);
    static final ObjectShape<SourceSettings> CUSTOMERIO = SourceKeys.of(
            v -> new SourceSettings.CustomerIo(SourceKeys.entry(v), v.get(SourceKeys.SECRETS), v.get(DAY)),
            SourceKeys.SECRETS,
            DAY);
    static final ObjectShape<SourceSettings> KLAVIYO = SourceKeys.of(
            v -> new SourceSettings.Klaviyo(SourceKeys.entry(v), v.get(SourceKeys.SECRETS), v.get(DAY)),
            SourceKeys.SECRETS,
            DAY);
    static final ObjectShape<SourceSettings> SES = SourceKeys.of(
            v -> new SourceSettings.Ses(SourceKeys.entry(v), v.get(TOPICS), v.get(CERTIFICATE_HOSTS), v.get(DAY)),
            TOPICS,
            CERTIFICATE_HOSTS,
            DAY);

    private EngagementKeys() {}

    private static Key<Duration> tolerance(String standard) {
        return Key.optional(
                        "tolerance",
                        Quantities.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
                        "How far the signed time may be away, in both directions.")
                .or(standard);
    }
}
