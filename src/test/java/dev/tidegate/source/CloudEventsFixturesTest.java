package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.json.EventCodec;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.standard.Fields;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What CloudEvents' specification shows, as JSON and as HTTP messages, and the scenarios of its conformance suite. */
class CloudEventsFixturesTest {
    private static final Secret TOKEN = new Secret("hush");
    private static final Pattern SCENARIO =
            Pattern.compile("Scenario Outline: .*?(?=Scenario Outline: |\\z)", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\"\"\"\\R(.*?)\\R\\s*\"\"\"", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^ +\\| +(\\w+) +\\| (\\S+) +\\|$");
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^ {4}\\| ([a-z]+/\\S+(?: \\S+)?) +\\|$");

    private final Source source = Requests.ready(
                    new SourceSettings.CloudEvents(Entry.of("bus"), new Authentication.Bearer(TOKEN), ""))
            .perEventLoop()
            .apply(Requests.NO_TOOLS);

    @Test
    void cloudevents() {
        List<Path> files = Fixtures.files("payloads/cloudevents");
        for (Path file : files) {
            String name = file.getFileName().toString();
            String text = new String(Fixtures.bytes(file), StandardCharsets.UTF_8);
            switch (name.substring(name.lastIndexOf('.'))) {
                case ".json" -> json(text, name);
                case ".http" -> message(text, name);
                case ".feature" -> feature(text);
                default -> throw new AssertionError("what is " + name + "?");
            }
        }
        Fixtures.ran("payloads/cloudevents", files.size());
    }

    private void json(String text, String what) {
        boolean batch = text.startsWith("[");
        String type = batch ? "application/cloudevents-batch+json" : "application/cloudevents+json";
        List<Item> items = items("Content-Type: " + type + "\n\n" + text);
        assertThat(items).as(what).hasSize(batch ? 2 : 1);
        for (Item item : items) {
            Event event = stored(item);
            assertThat(event.type()).as(what).matches("com_example_some(other)?event");
            assertThat(event.sourceId()).matches("/mycontext\\S* [A-Z]234-1234-1234");
        }
    }

    /** Where the specification leaves out what it has shown before, that is put in. */
    private void message(String text, String what) {
        String whole = text.strip()
                .replaceAll("(?m)^ +\\.{4} further attributes \\.{3}\\R", "")
                .replaceAll("\\.{3} further attributes omitted \\.{3}", "\"id\": \"1\", \"source\": \"/mycontext\",")
                .replaceAll("\\.{3} application data \\.{3}", "\"message\": \"hello\"");
        List<Item> items = items(whole);
        assertThat(items).as(what).hasSize(whole.contains("batch") ? 2 : 1);
        items.forEach(item -> {
            assertThat(stored(item).type()).as(what).matches("com_example_some(other)?event");
            assertThat(stored(item).properties()).as(what).containsEntry("message", "hello");
        });
    }

    private void feature(String text) {
        List<String> scenarios =
                SCENARIO.matcher(text).results().map(MatchResult::group).toList();
        assertThat(scenarios).hasSize(2);
        for (String scenario : scenarios) {
            List<String> texts = TEXT.matcher(scenario)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            List<String> contentTypes = EXAMPLE.matcher(scenario)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(contentTypes).hasSize(2);
            Map<String, String> attributes = new HashMap<>();
            ATTRIBUTE.matcher(scenario).results().forEach(found -> attributes.put(found.group(1), found.group(2)));
            for (String contentType : contentTypes) {
                String message = texts.getFirst().stripIndent().replace("<contentType>", contentType);
                scenario(message, attributes, Fixtures.json(texts.get(1).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private void scenario(String message, Map<String, String> attributes, Fields data) {
        Event event = stored(items(message).getFirst());
        assertThat(event.sourceId()).isEqualTo(attributes.get("source") + " " + attributes.get("id"));
        assertThat(event.type())
                .isEqualTo(String.valueOf(attributes.get("type")).replace('.', '_'));
        assertThat(event.occurredAt()).isEqualTo(attributes.get("time"));
        assertThat(event.properties()).isEqualTo(data.plain());
    }

    /** Of an HTTP message as it is written: lines of headers, an empty one, the body. */
    private List<Item> items(String message) {
        String[] parts = message.split("\\R\\s*\\R", 2);
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + TOKEN.reveal());
        parts[0].lines().filter(line -> line.contains(": ")).forEach(line -> {
            String[] header = line.strip().split(": ", 2);
            headers.put(header[0], header[1]);
        });
        Request request = Requests.request(headers, parts[1].strip().getBytes(StandardCharsets.UTF_8));
        assertThat(source.prove(request)).isEqualTo(Proof.PROVEN);
        return Requests.items(source.read(request));
    }

    private static Event stored(Item item) {
        Event event = Requests.event(item);
        byte[] stored = EventCodec.encode(event).bytes();
        assertThat(EventCodec.encode(EventCodec.decode(stored)).bytes()).isEqualTo(stored);
        return event;
    }
}
