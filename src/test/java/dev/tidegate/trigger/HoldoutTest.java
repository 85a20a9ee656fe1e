package dev.tidegate.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.ProfileId;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HoldoutTest {
    private static final int CUSTOMERS = 100_000;

    private static ProfileId customer(int number) {
        return new ProfileId("customer-" + number);
    }

    private static long held(String trigger, int share) {
        return IntStream.range(0, CUSTOMERS)
                .filter(i -> Holdout.holds(customer(i), trigger, share))
                .count();
    }

    @Test
    void leaves_out_the_share_that_was_asked_for() {
        assertThat(held("cart", 0)).isZero();
        assertThat(held("cart", 500)).isCloseTo(5_000, Offset.offset(300L));
        assertThat(held("cart", TriggerSettings.WHOLE)).isEqualTo(CUSTOMERS);
    }

    @Test
    void a_larger_share_holds_out_whoever_a_smaller_one_did() {
        assertThat(IntStream.range(0, CUSTOMERS)
                        .filter(i -> Holdout.holds(customer(i), "cart", 300))
                        .allMatch(i -> Holdout.holds(customer(i), "cart", 1_000)))
                .isTrue();
    }

    @Test
    void the_shares_of_two_triggers_are_independent() {
        long both = IntStream.range(0, CUSTOMERS)
                .filter(i -> Holdout.holds(customer(i), "cart", 1_000) && Holdout.holds(customer(i), "welcome", 1_000))
                .count();

        assertThat(both).isCloseTo(1_000, Offset.offset(150L));
    }

    @Test
    void who_is_left_out_is_part_of_the_stored_format() {
        assertThat(IntStream.range(0, 40)
                        .filter(i -> Holdout.holds(customer(i), "cart", 2_000))
                        .toArray())
                .containsExactly(2, 6, 8, 15, 17, 26, 30, 33);
    }
}
