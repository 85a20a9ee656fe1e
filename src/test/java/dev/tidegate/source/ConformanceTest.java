package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.connector.webhook.StandardWebhookSignature;
import dev.tidegate.connector.webhook.WebhookConnector;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.EventCodec;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.MessageCodec;
import dev.tidegate.source.Signer.Delivery;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every provider among the fixtures, all the way: read as its source reads it, stored, read back, put into a message, stored
 * again, and sent out as the body of a webhook, in which the event is still the same. What each file becomes is the matter of
 * the tests beside this one.
 */
class ConformanceTest {
    /** Folders of payloads, and whose they are. */
    private static final Map<String, String> BUILT = built();

    /** What is to be built in the second wave: reports of these three. */
    private static final Set<String> LATER = Set.of("braze", "brevo", "mandrill");

    /** One vector file each, run by {@link SignatureVectorsTest}. */
    private static final Set<String> VECTORS = Set.of(
            "bigcommerce",
            "customerio",
            "github",
            "klaviyo",
            "mailgun",
            "sendgrid",
            "shopify",
            "sns",
            "sns-ses",
            "standard-webhooks",
            "stripe",
            "woocommerce");

    private static final WebhookConnector OUT =
            new WebhookConnector(URI.create("https://hook.example/"), new StandardWebhookSignature(List.of()));

    static Set<String> folders() {
        return BUILT.keySet();
    }

    @Test
    void whatever_the_manifest_lists_is_run_or_is_of_the_second_wave() {
        Fixtures.requireThem("manifest");
        Map<String, List<Manifest.Row>> folders = Fixtures.manifest().folders();

        assertThat(folders.keySet().stream().filter(folder -> folder.startsWith("payloads/")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(BUILT.keySet().stream(), LATER.stream().map("payloads/"::concat))
                                .toList());
        assertThat(folders.get("signatures"))
                .extracting(row -> row.file().replace(".json", ""))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(VECTORS.stream(), Stream.of("mandrill")).toList());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void each_event_of(String folder) {
        Fixtures.requireThem(folder);
        Played played = Played.of(Objects.requireNonNull(BUILT.get(folder)));
        Prepared.Ready ready = Requests.ready(played.settings());
        Source source = ready.perEventLoop().apply(new FakeTools());
        List<Path> files = Fixtures.files(folder).stream()
                .filter(file -> file.toString().endsWith(".json"))
                .toList();
        int events = 0;
        for (Path file : files) {
            Request request = request(ready.signer(), folder, file);
            Reading reading = Requests.settled(source.read(request));
            if (reading instanceof Reading.Events(List<Item> items, boolean ignored)) {
                // only Amazon can sign: its vectors are verified beside this
                if (!folder.equals("payloads/ses")) {
                    assertThat(Requests.settled(source.prove(request)))
                            .as(file.toString())
                            .isEqualTo(Proof.PROVEN);
                }
                for (Item item : items) {
                    if (item instanceof Item.Valid(Event event)) {
                        comesOutAgain(event, file.toString());
                        events++;
                    }
                }
            }
        }
        long listed = Objects.requireNonNull(Fixtures.manifest().folders().get(folder)).stream()
                .filter(row -> row.file().endsWith(".json"))
                .count();
        Fixtures.ran("back out of " + folder + " (" + events + " events)", files.size(), (int) listed);
    }

    private static void comesOutAgain(Event event, String what) {
        byte[] stored = EventCodec.encode(event).bytes();
        Event back = EventCodec.decode(stored);
        assertThat(EventCodec.encode(back).bytes()).as(what).isEqualTo(stored);
        Message message = message(back);
        byte[] outbox = MessageCodec.encode(message);
        Message released = MessageCodec.decode(outbox);
        assertThat(MessageCodec.encode(released)).as(what).isEqualTo(outbox);
        byte[] body = OUT.request(released, 1, Requests.NOW).body();
        Object sent = Fixtures.json(body).object("data").object("event").plain();
        assertThat(JsonWriter.bytesOf(sent))
                .as(what)
                .isEqualTo(JsonWriter.bytesOf(Fixtures.json(stored).plain()));
        assertThat(Fixtures.json(body).object("data").object("customer").text("email"))
                .as(what)
                .isEqualTo(event.customer().email());
    }

    private static Message message(Event event) {
        return new Message(
                MessageId.of("trigger", 1, event.id(), "hook", 0),
                "trigger",
                1,
                "hook",
                "As",
                null,
                new ProfileId("p-1"),
                new Message.Recipient(
                        event.customer().customerId(),
                        event.customer().email(),
                        event.customer().phone(),
                        null,
                        null,
                        null),
                event.properties(),
                event,
                MessageClass.MARKETING,
                Channel.EMAIL,
                false,
                Requests.NOW,
                Requests.NOW,
                null);
    }

    private static Request request(Signer signer, String folder, Path file) {
        byte[] content = Fixtures.bytes(file);
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.indexOf('.'));
        String topic = switch (folder) {
            case "payloads/woocommerce" -> stem + ".created";
            case "payloads/github" -> stem.substring(0, stem.indexOf('_'));
            case "payloads/shopify/anonymised" ->
                name.replaceFirst("^[0-9-]+_", "").replaceFirst("_\\d+\\.json$", "/create");
            default -> stem;
        };
        Delivery delivery = new Delivery("msg_1", Requests.NOW, topic);
        return switch (folder) {
            case "payloads/ses" -> Requests.request(Map.of(), EngagementFixturesTest.enveloped(content));
            case "payloads/sendgrid" -> Requests.signed(SendGridSourceTest.signedBy("more"), content, delivery);
            case "payloads/stripe" -> Requests.signed(signer, StorefrontFixturesTest.asEvent(content), delivery);
            case "payloads/segment" ->
                new Request(
                        Headers.of(signer.sign(content, delivery)),
                        content,
                        new Arrival(Requests.NOW, null, SegmentFixturesTest.call(Fixtures.json(content))));
            default -> Requests.signed(signer, content, delivery);
        };
    }

    private static Map<String, String> built() {
        Map<String, String> built = new LinkedHashMap<>();
        Stream.of(
                        "bigcommerce",
                        "cloudevents",
                        "customerio",
                        "github",
                        "klaviyo",
                        "mailgun",
                        "postmark",
                        "segment",
                        "ses",
                        "shopify",
                        "stripe",
                        "woocommerce")
                .forEach(type -> built.put("payloads/" + type, type));
        built.put("payloads/sendgrid", "sendgrid-events");
        built.put("payloads/shopify/anonymised", "shopify");
        return built;
    }
}
