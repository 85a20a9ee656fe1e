package dev.tidegate.console;

import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what an order for longer work says, and collects all that is wrong with it. No body at all says nothing. */
final class OrderReader {
    private static final JsonReader JSON = new JsonReader(JsonLimits.DEFAULT);
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final Map<?, ?> body;
    private final List<String> faults = new ArrayList<>();

    private OrderReader(Map<?, ?> body, Set<String> known) {
        this.body = body;
        if (!known.containsAll(body.keySet())) {
            faults.add("only " + String.join(", ", new TreeSet<>(known)) + " are known");
        }
    }

    /** A body that can be asked, or what to answer. */
    sealed interface Opened {
        record Body(OrderReader reader) implements Opened {}

        record Malformed(ApiAnswer answer) implements Opened {}
    }

    /** @param known the keys that there are */
    static Opened of(byte[] json, Set<String> known) {
        if (json.length == 0) {
            return new Opened.Body(new OrderReader(Map.of(), known));
        }
        return switch (JSON.read(json)) {
            case JsonResult.Read(Map<?, ?> body) -> new Opened.Body(new OrderReader(body, known));
            case JsonResult.Read other -> malformed("A JSON object is needed.");
            case JsonResult.Malformed(String message, long offset) -> malformed(message);
        };
    }

    private static Opened malformed(String detail) {
        return new Opened.Malformed(ApiAnswer.problem(400, "malformed", "The body cannot be read", detail));
    }

    Optional<String> text(String key) {
        Object value = body.get(key);
        if (value != null && !(value instanceof String)) {
            faults.add(key + " must be text");
        }
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    Optional<Instant> time(String key) {
        Optional<Instant> time = text(key).flatMap(OrderReader::instant);
        if (body.get(key) instanceof String && time.isEmpty()) {
            faults.add(key + " must be a time such as 2026-11-24T01:02:03Z");
        }
        return time;
    }

    private static Optional<Instant> instant(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(Instant.EPOCH) || time.isAfter(LATEST) ? Optional.empty() : Optional.of(time);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    void checkPeriod(Optional<Instant> from, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            faults.add("from must be before to");
        }
    }

    void fault(String what) {
        faults.add(what);
    }

    /** All that is wrong, as an answer; none if nothing is. */
    Optional<ApiAnswer> refusal(String type, String title) {
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(ApiAnswer.problem(422, type, title, String.join("; ", faults) + "."));
    }
}
