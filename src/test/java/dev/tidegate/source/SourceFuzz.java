package dev.tidegate.source;

import dev.tidegate.domain.Event;
import dev.tidegate.fuzz.FuzzTarget;
import dev.tidegate.json.EncodedEvent;
import dev.tidegate.json.EventCodec;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.Signer.Delivery;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a source makes of a request that was proven: whatever stands in body and headers, it is answered, the answer quotes
 * nothing, and an event can be stored and is the same when the request comes again.
 *
 * <p>An input names one of our payloads and tells changes to it.
 */
public final class SourceFuzz implements FuzzTarget {
    private static final JsonReader READER = new JsonReader(JsonLimits.DEFAULT);

    private final List<Played.Payload> payloads;
    private final List<Request> genuine;
    private final List<Object> trees;
    private final Source source;

    public SourceFuzz(String type) {
        Played played = Played.of(type);
        Prepared.Ready ready = Requests.ready(played.settings());
        this.payloads = played.payloads();
        this.source = ready.perEventLoop().apply(new FakeTools());
        this.genuine = payloads.stream()
                .map(payload -> genuine(ready.signer(), payload))
                .toList();
        this.trees = payloads.stream().map(payload -> tree(payload.bytes())).toList();
    }

    @Override
    public void run(byte[] input) {
        Draw draw = new Draw(input);
        int payload = draw.below(payloads.size());
        Map<String, String> headers =
                new TreeMap<>(genuine.get(payload).headers().asMap());
        for (int i = draw.below(4); i > 0; i--) {
            headers.put(List.copyOf(headers.keySet()).get(draw.below(headers.size())), draw.text());
        }
        byte[] body = delivered(JsonWriter.bytesOf(Edits.of(trees.get(payload), draw)));
        Reading first = read(headers, body, 0);
        Reading again = read(headers, body, 60);
        check(first);
        if (!ids(first).equals(ids(again))) {
            throw new AssertionError("a redelivery is another event");
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
            seeds.add(new byte[] {(byte) i, 0, 2, (byte) i, 3, 'a', 'b', 'c'});
        }
        return seeds;
    }

    private Reading read(Map<String, String> headers, byte[] body, int secondsLater) {
        Arrival arrival = new Arrival(Requests.NOW.plusSeconds(secondsLater), "203.0.113.9", "");
        Reading reading = source.read(new Request(Headers.of(headers), body, arrival));
        return reading instanceof Reading.Later(Future<Reading> later)
                ? later.otherwise(new Reading.Unreadable("later")).result()
                : reading;
    }

    private static void check(Reading reading) {
        switch (Objects.requireNonNull(reading)) {
            case Reading.Events events -> events.items().forEach(SourceFuzz::check);
            case Reading.Unreadable(String message) -> quotesNothing(message);
            case Reading.Greeted greeted -> {}
            case Reading.Later later -> throw new AssertionError("never done");
        }
    }

    private static void check(Item item) {
        switch (item) {
            case Item.Valid(Event event) -> {
                byte[] stored = EventCodec.encode(event).bytes();
                if (!Arrays.equals(EventCodec.encode(EventCodec.decode(stored)).bytes(), stored)) {
                    throw new AssertionError(
                            "it changes by being stored: " + new String(stored, StandardCharsets.UTF_8));
                }
            }
            case Item.Rejected(List<FieldError> errors) -> {
                if (errors.isEmpty()) {
                    throw new AssertionError("rejected without a reason");
                }
                errors.forEach(error -> quotesNothing(error.field() + error.message()));
            }
            case Item.Ignored ignored -> {}
        }
    }

    private static void quotesNothing(String message) {
        if (message.contains(Edits.MARKER)) {
            throw new AssertionError("it quotes what was sent");
        }
    }

    /** Which events these are, with the hashes of their contents. */
    private static List<String> ids(Reading reading) {
        if (!(reading instanceof Reading.Events events)) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        for (Item item : events.items()) {
            if (item instanceof Item.Valid(Event event)) {
                EncodedEvent encoded = EventCodec.encode(event);
                ids.add(event.id().value() + ' ' + Arrays.toString(encoded.contentHash()));
            }
        }
        return ids;
    }

    private static Request genuine(Signer signer, Played.Payload payload) {
        Map<String, String> none = Map.of("content-type", "application/json");
        return signer.obstacle() != null
                ? Requests.request(none, payload.bytes())
                : Requests.signed(signer, payload.bytes(), new Delivery("msg_1", Requests.NOW, payload.topic()));
    }

    /** SES' records come within an envelope. */
    private byte[] delivered(byte[] payload) {
        return source.name().equals("ses")
                ? JsonWriter.bytesOf(Map.of(
                        "Type",
                        "Notification",
                        "MessageId",
                        "sns-1",
                        "TopicArn",
                        Played.SNS_TOPIC,
                        "Message",
                        new String(payload, StandardCharsets.UTF_8)))
                : payload;
    }

    private static Object tree(byte[] json) {
        return Objects.requireNonNull(((JsonResult.Read) READER.read(json)).value());
    }
}
