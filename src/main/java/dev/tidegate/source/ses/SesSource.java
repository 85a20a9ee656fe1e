package dev.tidegate.source.ses;

import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.source.Signer;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.SourceTools;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.PublicKeySignature;
import dev.tidegate.source.signature.SignedTime;
import dev.tidegate.source.standard.Dates;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Amazon SES' events, delivered by Amazon SNS and signed with a certificate that each message names.
 *
 * <p>Anybody may have a topic at SNS and have it signed as well, so that only messages of the configured topics count, and
 * only addresses at SNS itself are ever visited.
 */
public final class SesSource implements Source {
    private static final Set<String> CONTENT_TYPES = Set.of("text/plain", "application/json");

    private final SourceSettings.Ses settings;
    private final Set<String> topics;
    private final SnsHosts hosts;
    private final Certificates certificates;
    private final SourceTools tools;
    private final JsonReader inner = new JsonReader(JsonLimits.DEFAULT);

    private SesSource(SourceSettings.Ses settings, SourceTools tools) {
        this.settings = settings;
        this.topics = Set.copyOf(settings.topics());
        this.hosts = new SnsHosts(Set.copyOf(settings.certificateHosts()));
        this.certificates = new Certificates(tools);
        this.tools = tools;
    }

    public static Prepared prepare(SourceSettings.Ses settings) {
        return settings.topics().isEmpty()
                ? Prepared.Faulty.of("topics", "at least one is needed")
                : new Prepared.Ready(
                        settings.entry().name(),
                        tools -> new SesSource(settings, tools),
                        Signer.none("only Amazon SNS has the key; subscribe the topic and send a test e-mail by SES"));
    }

    @Override
    public String name() {
        return settings.entry().name();
    }

    @Override
    public @Nullable Duration dedupWindow() {
        return settings.entry().dedupWindow();
    }

    @Override
    public Set<String> contentTypes() {
        return CONTENT_TYPES;
    }

    @Override
    public Proof prove(Request request) {
        SnsMessage message = SnsMessage.of(request);
        byte[] given = Encodings.base64(message.text("Signature"));
        if (message.text("Signature").isEmpty()) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        if (!topics.contains(message.text("TopicArn"))) {
            return new Proof.Refused(Refusal.TOPIC_NOT_ALLOWED);
        }
        String algorithm = algorithm(message.text("SignatureVersion"));
        byte[] signed = message.signed();
        if (given == null || algorithm == null || signed == null) {
            return new Proof.Refused(Refusal.SIGNATURE_WRONG);
        }
        Instant sentAt = Dates.read(message.text("Timestamp"));
        if (sentAt == null) {
            return new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE);
        }
        Instant now = request.arrival().at();
        Proof inTime = SignedTime.within(settings.tolerance(), sentAt, now);
        URI url = hosts.allowed(message.text("SigningCertURL"));
        if (inTime != Proof.PROVEN) {
            return inTime;
        }
        if (url == null) {
            return new Proof.Refused(Refusal.CERTIFICATE_UNUSABLE);
        }
        return new Proof.Later(
                certificates.at(url).map(certificate -> proof(certificate, algorithm, given, signed, now)));
    }

    private static Proof proof(
            X509Certificate certificate, String algorithm, byte[] given, byte[] signed, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
            return new PublicKeySignature(algorithm, certificate.getPublicKey()).verify(given, signed)
                    ? Proof.PROVEN
                    : new Proof.Refused(Refusal.SIGNATURE_WRONG);
        } catch (CertificateException | IllegalArgumentException e) {
            return new Proof.Refused(Refusal.CERTIFICATE_UNUSABLE);
        }
    }

    private static @Nullable String algorithm(String version) {
        return switch (version) {
            case "1" -> "SHA1withRSA";
            case "2" -> "SHA256withRSA";
            default -> null;
        };
    }

    @Override
    public Reading read(Request request) {
        if (request.json() instanceof JsonResult.Malformed malformed) {
            return Reading.Unreadable.of(malformed);
        }
        SnsMessage message = SnsMessage.of(request);
        return switch (message.type()) {
            case SnsMessage.NOTIFICATION -> events(message, request);
            case SnsMessage.SUBSCRIPTION -> confirmed(message);
            case SnsMessage.UNSUBSCRIPTION -> Reading.Events.of(new Item.Ignored(message.type()));
            default -> new Reading.Unreadable("the body is no message of Amazon SNS");
        };
    }

    /** The topic is one of ours, as was proven. Visiting the address again does no harm. */
    private Reading confirmed(SnsMessage message) {
        URI url = hosts.allowed(message.text("SubscribeURL"));
        return url == null
                ? new Reading.Unreadable("SubscribeURL does not lead to Amazon SNS")
                : new Reading.Later(tools.fetch(url).map(page -> Reading.Events.of(new Item.Ignored(message.type()))));
    }

    private Reading events(SnsMessage message, Request request) {
        byte[] text = message.text("Message").getBytes(StandardCharsets.UTF_8);
        if (!(inner.read(text) instanceof JsonResult.Read(Map<?, ?> record))) {
            // "Successfully validated SNS topic for Amazon SES event publishing."
            return Reading.Events.of(new Item.Ignored("text"));
        }
        Provenance provenance = new Provenance(
                settings.entry().name(),
                settings.entry().idSpace(),
                request.arrival().at());
        List<Item> items = new SesRecord(Fields.of(record), message.fields().get("MessageId")).items(provenance);
        return new Reading.Events(items, items.size() > 1);
    }
}
