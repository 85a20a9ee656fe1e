package dev.tidegate.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EngagementTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void the_last_days_are_counted_with_today() {
        Engagement engagement = Engagement.NONE
                .opened(NOON)
                .opened(daysAgo(29))
                .opened(daysAgo(30))
                .clicked(daysAgo(89));

        assertThat(engagement.opens(30, NOON)).isEqualTo(2);
        assertThat(engagement.opens(90, NOON)).isEqualTo(3);
        assertThat(engagement.clicks(30, NOON)).isZero();
        assertThat(engagement.clicks(90, NOON)).isEqualTo(1);
        assertThat(engagement.clicks(90, NOON.plus(Duration.ofDays(1)))).isZero();
    }

    @Test
    void no_more_than_ninety_days_are_kept() {
        Engagement engagement = Engagement.NONE;
        for (int day = 200; day >= 0; day--) {
            engagement = engagement.opened(daysAgo(day));
        }
        assertThat(engagement.days()).hasSize(90);
        assertThat(engagement.opened(daysAgo(300)).days()).hasSize(90);
    }

    @Test
    void a_basket_is_known_again_among_the_last_ones() {
        Engagement engagement = Engagement.NONE.basket("a").basket("b").basket("a");
        assertThat(engagement.carts()).isEqualTo(2);
        for (String basket : new String[] {"c", "d", "e", "f"}) {
            engagement = engagement.basket(basket);
        }
        assertThat(engagement.baskets()).containsExactly("b", "c", "d", "e", "f");
    }

    private static Instant daysAgo(int days) {
        return NOON.minus(Duration.ofDays(days));
    }
}
