package dev.tidegate.console;

import dev.tidegate.delivery.TestMessage;
import dev.tidegate.domain.Via;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the body of a {@code POST /v1/destinations/{name}/test}, which may be left out. */
final class TestMessageReader {
    private static final JsonReader JSON = new JsonReader(JsonLimits.DEFAULT);
    private static final String AS = "as";
    private static final String VIA = "via";
    private static final String EMAIL = "email";
    private static final TestMessage PLAIN = new TestMessage("Tidegate Test", null, null);

    static final ApiAnswer REFUSAL = ApiAnswer.problem(
            400,
            "malformed",
            "The body cannot be read",
            "Leave it out, or send {\"as\": \"event or template\", \"email\": \"to whom\", \"via\": \"event, template,"
                    + " …\"}, each of which may be left out.");

    private TestMessageReader() {}

    /** The message, or empty for a body that cannot be read. */
    static Optional<TestMessage> read(byte[] json) {
        if (json.length == 0) {
            return Optional.of(PLAIN);
        }
        return JSON.read(json) instanceof JsonResult.Read(Map<?, ?> body)
                        && Set.of(AS, VIA, EMAIL).containsAll(body.keySet())
                        && body.values().stream().allMatch(String.class::isInstance)
                ? message(text(body, AS), text(body, VIA), text(body, EMAIL))
                : Optional.empty();
    }

    private static Optional<TestMessage> message(@Nullable String as, @Nullable String label, @Nullable String email) {
        Optional<Via> via = Arrays.stream(Via.values())
                .filter(one -> one.label().equals(label))
                .findFirst();
        return label != null && via.isEmpty()
                ? Optional.empty()
                : Optional.of(new TestMessage(as == null ? PLAIN.as() : as, via.orElse(null), email));
    }

    private static @Nullable String text(Map<?, ?> body, String name) {
        return body.get(name) instanceof String text ? text : null;
    }
}
