package dev.tidegate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class BatchErrorsTest {
    @Test
    void finds_each_error_by_its_place() {
        String text =
                "ERR [2] WRONGTYPE Operation against a key" + System.lineSeparator() + "ERR [10] unknown command 'x'";

        assertThat(BatchErrors.parse(text))
                .containsExactly(
                        Map.entry(2, "WRONGTYPE Operation against a key"), Map.entry(10, "unknown command 'x'"));
    }

    @Test
    void does_not_guess_at_other_texts() {
        assertThat(BatchErrors.parse("CONNECTION_CLOSED")).isEmpty();
        assertThat(BatchErrors.parse("ERR [2] fine\nsomething else")).isEmpty();
        assertThat(BatchErrors.parse("")).isEmpty();
    }
}
