package dev.tidegate.ingest;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Answers;
import dev.tidegate.source.FieldError;
import dev.tidegate.source.Item;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A source with the simplest of formats: {@code {"id": "1"}} is an event, {@code {"bad": "field"}} a faulty one, {@code
 * {"topic": "x"}} one to ignore, a list a batch, and {@code {"throw": true}} makes it throw. The header {@code key} proves.
 */
record FakeSource(String name, String key, Set<String> contentTypes, Answers answers) implements Source {
    static FakeSource webhook(String name) {
        return new FakeSource(name, "right", JSON_ONLY, Answers.DEFAULT);
    }

    static FakeSource tracker(String name, String key) {
        return new FakeSource(
                name,
                key,
                Set.of("application/json", "text/plain"),
                Answers.DEFAULT.accepting(200, "{\"success\":true}"));
    }

    @Override
    public Proof prove(Request request) {
        return key.equals(request.headers().first("key")) ? Proof.PROVEN : new Proof.Refused(Refusal.SIGNATURE_WRONG);
    }

    @Override
    public Reading read(Request request) {
        return switch (request.json()) {
            case JsonResult.Malformed(String message, long offset) -> new Reading.Unreadable(message);
            case JsonResult.Read(List<?> list) when list.isEmpty() -> new Reading.Unreadable("an empty list");
            case JsonResult.Read(List<?> list) -> {
                List<Item> items = new ArrayList<>();
                list.forEach(object -> items.add(item((Map<?, ?>) object, request)));
                yield new Reading.Events(items, true);
            }
            case JsonResult.Read(Object object) -> Reading.Events.of(item((Map<?, ?>) object, request));
        };
    }

    private Item item(Map<?, ?> object, Request request) {
        if (object.containsKey("throw")) {
            throw new IllegalStateException("canary@shop.example");
        }
        if (object.get("bad") instanceof String field) {
            return new Item.Rejected(List.of(new FieldError(field, FieldError.Code.FORMAT, "must be right")));
        }
        if (object.get("topic") instanceof String topic) {
            return new Item.Ignored(topic);
        }
        String id = String.valueOf(object.get("id"));
        return new Item.Valid(new Event(
                EventId.of(name, id),
                name,
                "test_happened",
                request.arrival().at(),
                request.arrival().at(),
                id,
                Customer.unknown(name),
                Map.of("call", request.arrival().call()),
                Map.of("ip", String.valueOf(request.arrival().remoteIp())),
                List.of()));
    }
}
