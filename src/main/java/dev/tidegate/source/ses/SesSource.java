package dev.tidegate.source.ses;

import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Request;
import dev.tidegate.source.Signer;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.SourceTools;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Amazon SES' events, delivered by Amazon SNS and signed with a certificate that each message names.
 *
 * <p>Anybody may have a topic at SNS and have it signed as well, so that only messages of the configured topics count, and
 * only addresses at SNS itself are ever visited.
 */
public final class SesSource implements Source {
    private static final Set<String> CONTENT_TYPES = Set.of("text/plain", "application/json");

    private final SourceSettings.Ses settings;
    private final SnsHosts hosts;
    private final SnsSignature signature;
    private final SourceTools tools;
    private final JsonReader inner = new JsonReader(JsonLimits.DEFAULT);

    private SesSource(SourceSettings.Ses settings, SourceTools tools) {
        this.settings = settings;
        this.hosts = new SnsHosts(Set.copyOf(settings.certificateHosts()));
        this.signature = new SnsSignature(settings, hosts, new Certificates(tools));
        this.tools = tools;
    }

    public static Prepared prepare(SourceSettings.Ses settings) {
        return settings.topics().isEmpty()
                ? Prepared.Faulty.of("topics", "at least one is needed")
                : new Prepared.Ready(
                        settings.entry().name(),
                        tools -> new SesSource(settings, tools),
                        Signer.needingKey(
                                "only Amazon SNS has the key; subscribe the topic and send a test e-mail by SES, or"
                                        + " give the key of a certificate at one of certificate_hosts by --key",
                                SnsSigner::new));
    }

    @Override
    public String name() {
        return settings.entry().name();
    }

    @Override
    public Set<String> contentTypes() {
        return CONTENT_TYPES;
    }

    @Override
    public Proof prove(Request request) {
        return signature.prove(SnsMessage.of(request), request.arrival().at());
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
