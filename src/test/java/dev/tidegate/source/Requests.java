package dev.tidegate.source;

import dev.tidegate.domain.Event;
import dev.tidegate.source.Signer.Delivery;
import dev.tidegate.source.catalog.Sources;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Requests and what sources make of them, in few words. */
final class Requests {
    static final Instant NOW = Instant.parse("2026-11-24T01:30:00.250Z");

    /** For sources that need nothing beside the request. */
    static final SourceTools NO_TOOLS = new FakeTools();

    private Requests() {}

    static Prepared.Ready ready(SourceSettings settings) {
        return switch (Sources.prepare(settings)) {
            case Prepared.Ready ready -> ready;
            case Prepared.Faulty(List<Prepared.Problem> problems) -> throw new AssertionError(problems.toString());
        };
    }

    static Request signed(Prepared.Ready source, byte[] payload, String topic) {
        return signed(source.signer(), payload, new Delivery("msg_1", NOW, topic));
    }

    static Request signed(Signer signer, byte[] payload, Delivery delivery) {
        byte[] body = signer.bodyOf(payload, delivery);
        return request(signer.sign(body, delivery), body);
    }

    /** What came of it once it was looked up. */
    static Proof settled(Proof proof) {
        return proof instanceof Proof.Later(Future<Proof> later) ? settled(later.result()) : proof;
    }

    /** The same once what had to be done was done. */
    static Reading settled(Reading reading) {
        return reading instanceof Reading.Later(Future<Reading> later) ? settled(later.result()) : reading;
    }

    static Request request(Map<String, String> headers, byte[] body) {
        return new Request(Headers.of(headers), body, new Arrival(NOW, "203.0.113.9", ""));
    }

    static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    static String proof(Map<String, String> headers, String name) {
        return Objects.requireNonNull(headers.get(name), name);
    }

    static List<Item> items(Reading reading) {
        return switch (reading) {
            case Reading.Events events -> events.items();
            case Reading.Unreadable(String message) -> throw new AssertionError(message);
            case Reading.Greeted(Greeting greeting) -> throw new AssertionError(greeting.toString());
            case Reading.Later later -> items(later.reading().result());
        };
    }

    static Event event(Reading reading) {
        return event(items(reading).getFirst());
    }

    static Event event(Item item) {
        return switch (item) {
            case Item.Valid(Event event) -> event;
            case Item.Rejected rejected -> throw new AssertionError(rejected.toString());
            case Item.Ignored ignored -> throw new AssertionError(ignored.toString());
        };
    }

    static List<FieldError> errors(Reading reading) {
        return switch (items(reading).getFirst()) {
            case Item.Rejected(List<FieldError> errors) -> errors;
            case Item.Valid valid -> throw new AssertionError(valid.toString());
            case Item.Ignored ignored -> throw new AssertionError(ignored.toString());
        };
    }
}
