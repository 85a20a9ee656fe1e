package dev.tidegate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

    @Test
    void waits_a_random_part_of_a_bound_that_doubles_up_to_the_limit() {
        assertThat(longest(1)).isBetween(45L, 50L);
        assertThat(longest(3)).isBetween(180L, 200L);
        assertThat(longest(10)).isBetween(1_900L, 2_000L);
        assertThat(longest(Integer.MAX_VALUE)).isBetween(1_900L, 2_000L);
    }

    private long longest(int failures) {
        Random random = new Random(1);
        return IntStream.range(0, 1_000)
                .mapToLong(i -> backoff.after(failures, random).toMillis())
                .max()
                .orElseThrow();
    }
}
