package dev.tidegate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is damaged, it is the one exception that readers of archives and queues look for. */
class StoredTest {
    @Test
    void reads_what_was_written() {
        Stored stored = stored("{\"n\":7,\"at\":{\"a\":\"2026-11-24T01:02:03.412Z\"},\"names\":{\"x\":\"y\"}}");

        assertThat(stored.integer("n")).isEqualTo(7);
        assertThat(stored.instantsByName("at")).isEqualTo(Map.of("a", Instant.parse("2026-11-24T01:02:03.412Z")));
        assertThat(stored.textsByName("names")).isEqualTo(Map.of("x", "y"));
        assertThat(stored.textsByName("missing")).isEmpty();
    }

    @Test
    void a_time_that_is_none_is_unreadable() {
        for (String time : new String[] {
            "2026-11-24T]01:02:03.000Z",
            "2026-13-24T01:02:03.000Z",
            "+12026-11-24T01:02:03.000Z",
            "-0026-11-24T01:02:03.000Z",
            "9999-12-31T24:00:00.000Z",
            "yesterday",
            ""
        }) {
            unreadable("{\"at\":\"" + time + "\"}", stored -> stored.instant("at"));
            unreadable("{\"at\":\"" + time + "\"}", stored -> stored.instantOrNull("at"));
            unreadable("{\"at\":{\"a\":\"" + time + "\"}}", stored -> stored.instantsByName("at"));
        }
    }

    @Test
    void values_of_another_kind_are_unreadable() {
        unreadable("{\"a\":[1]}", stored -> stored.texts("a"));
        unreadable("{\"a\":[null]}", stored -> stored.texts("a"));
        unreadable("{\"a\":[\"1\"]}", stored -> stored.numbers("a"));
        unreadable("{\"a\":{\"b\":1}}", stored -> stored.textsByName("a"));
        unreadable("{\"a\":2147483648}", stored -> stored.integer("a"));
    }

    private static void unreadable(String json, Function<Stored, @Nullable Object> reader) {
        assertThatThrownBy(() -> {
                    var unused = reader.apply(stored(json));
                })
                .as(json)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a stored value has no readable a");
    }

    private static Stored stored(String json) {
        return Stored.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
