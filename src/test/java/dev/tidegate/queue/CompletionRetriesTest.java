package dev.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionRetriesTest {
    private final CompletionRetries retries = new CompletionRetries(new Random(7));

    @ParameterizedTest
    @CsvSource({"0, 500, 1000", "1000, 500, 1000", "8000, 4000, 8000", "3600000, 30000, 60000"})
    void pauses_as_long_as_it_has_waited(long waitedMs, long leastMs, long mostMs) {
        for (int i = 0; i < 200; i++) {
            assertThat(retries.after(Duration.ofMillis(waitedMs), Duration.ZERO).toMillis())
                    .isBetween(leastMs, mostMs);
        }
    }

    @Test
    void never_asks_before_the_provider_wants_to_be_asked() {
        for (int i = 0; i < 200; i++) {
            assertThat(retries.after(Duration.ZERO, Duration.ofSeconds(30)).toMillis())
                    .isBetween(30_000L, 30_250L);
        }
    }
}
