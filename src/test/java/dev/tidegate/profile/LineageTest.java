package dev.tidegate.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.ProfileId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineageTest {
    private static final ProfileId ONE = new ProfileId("one");
    private static final ProfileId BROWSER = new ProfileId("browser");
    private static final ProfileId CUSTOMER = new ProfileId("customer");
    private static final Instant NOON = Instant.ofEpochMilli(1_000_000);

    @Test
    void a_browser_is_forgotten_that_nothing_came_for_since_long_and_a_customer_never() {
        Lineage lineage = Lineage.NONE
                .with(Map.of(ONE, "1000001-0", BROWSER, "999999-7", CUSTOMER, "1-0"))
                .withBrowsers(Set.of(ONE, BROWSER));

        assertThat(lineage.forgettingBrowsers(NOON).merged()).containsExactlyInAnyOrder(ONE, CUSTOMER);
    }

    @Test
    void who_was_told_apart_stays_so_through_whom_they_are_merged_into() {
        Lineage survivor = Lineage.NONE.with(Map.of(BROWSER, "1-0")).apartFrom(Set.of(BROWSER), NOON);
        Lineage bigger = Lineage.NONE.with(survivor).with(Map.of(ONE, "2-0"));

        assertThat(Lineage.keepsApart(CUSTOMER, bigger, BROWSER, Lineage.NONE)).isTrue();
        assertThat(Lineage.keepsApart(CUSTOMER, bigger, ONE, Lineage.NONE)).isFalse();
        assertThat(bigger.merged()).containsExactly(ONE);
    }

    @Test
    void is_read_as_it_was_written() {
        Lineage lineage = new Lineage(
                ONE, true, Map.of(BROWSER, "1-0", CUSTOMER, "2-1"), Set.of(BROWSER), Map.of(CUSTOMER, NOON));

        assertThat(LineageCodec.decode(LineageCodec.encode(lineage))).isEqualTo(lineage);
    }
}
