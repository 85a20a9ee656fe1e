package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.json.EventCodec;
import dev.tidegate.source.SourceSettings.Entry;
import dev.tidegate.source.standard.Amounts;
import dev.tidegate.source.standard.EventTypes;
import dev.tidegate.source.standard.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example calls of Segment's own documentation. */
class SegmentFixturesTest {
    private final Source source = Requests.ready(
                    new SourceSettings.Segment(Entry.of("tracking"), new Secret("YOUR_WRITE_KEY"), List.of()))
            .perEventLoop()
            .apply(Requests.NO_TOOLS);

    @Test
    void documented_calls() {
        List<Path> files = Fixtures.files("payloads/segment");
        files.forEach(this::check);
        Fixtures.ran("payloads/segment", files.size());
    }

    private void check(Path file) {
        byte[] body = Fixtures.bytes(file);
        Fields sent = Fixtures.json(body);
        Request request = new Request(Headers.of(Map.of()), body, new Arrival(Requests.NOW, null, call(sent)));
        List<Item> items = Requests.items(source.read(request));
        List<Fields> calls = sent.has("batch") ? sent.objects("batch") : List.of(sent);
        assertThat(items).as(file.toString()).hasSameSizeAs(calls);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Item.Ignored) {
                assertThat(sent.has("groupId")).as(file.toString()).isTrue();
            } else {
                checkEvent(Requests.event(items.get(i)), calls.get(i), file.toString());
            }
        }
    }

    private static void checkEvent(Event event, Fields call, String what) {
        Fields properties = call.object("properties");
        if (call.has("event") && !"Email Marked as Spam".equals(call.get("event"))) {
            assertThat(event.type()).as(what).isEqualTo(EventTypes.canonical(String.valueOf(call.get("event"))));
        }
        assertThat(event.customer().customerId())
                .as(what)
                .isEqualTo(call.has("userId") ? call.get("userId") : call.get("user_id"));
        Object value = properties.firstOf("total", "value", "revenue");
        assertThat(event.properties().get("value")).as(what).isEqualTo(Amounts.read(value));
        assertThat(event.properties().get("checkout_token")).as(what).isEqualTo(properties.get("checkout_id"));
        assertThat(Fields.of(event.properties()).list("products")).hasSameSizeAs(properties.list("products"));
        byte[] stored = EventCodec.encode(event).bytes();
        assertThat(EventCodec.encode(EventCodec.decode(stored)).bytes()).isEqualTo(stored);
    }

    /** The files of the HTTP API leave the call to the path. */
    static String call(Fields sent) {
        if (sent.has("type") || sent.has("action") || sent.has("batch")) {
            return "";
        }
        return sent.has("event") ? "track" : sent.has("groupId") ? "group" : sent.has("traits") ? "identify" : "screen";
    }
}
