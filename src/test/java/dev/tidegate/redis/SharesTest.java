package dev.tidegate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SharesTest {
    @Test
    void gives_nobody_more_than_an_even_share() {
        Map<String, Long> loads = Arrays.stream(Shares.of(Duty.DECIDE, 64, List.of("a", "b", "c")))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(loads.keySet()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(loads.values()).allMatch(load -> load <= 22);
    }

    @Test
    void does_not_depend_on_the_order_of_the_members() {
        assertThat(Shares.of(Duty.INTAKE, 16, List.of("a", "b", "c")))
                .isEqualTo(Shares.of(Duty.INTAKE, 16, List.of("c", "a", "b")));
    }

    @Test
    void moves_little_when_a_member_comes_or_goes() {
        @Nullable String[] before = Shares.of(Duty.DECIDE, 64, List.of("a", "b", "c"));
        @Nullable String[] after = Shares.of(Duty.DECIDE, 64, List.of("a", "b", "c", "d"));

        int moved = 0;
        for (int i = 0; i < before.length; i++) {
            moved += Objects.equals(before[i], after[i]) ? 0 : 1;
        }

        assertThat(moved).isLessThan(32);
    }

    @Test
    void gives_all_to_one_and_nothing_to_none() {
        assertThat(Shares.of(Duty.DELIVER, 4, List.of("a"))).containsOnly("a");
        assertThat(Shares.of(Duty.DELIVER, 4, List.of())).containsOnlyNulls();
    }
}
