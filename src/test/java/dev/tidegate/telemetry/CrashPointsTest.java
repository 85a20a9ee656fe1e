package dev.tidegate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.CrashPoint;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrashPointsTest {
    private final AtomicInteger deaths = new AtomicInteger();

    @Test
    void dies_at_the_named_place_and_at_no_other() {
        CrashPoint points = new CrashPoints("after-accept", why -> deaths.incrementAndGet());

        points.reach("after-hop");
        assertThat(deaths).hasValue(0);

        points.reach("after-accept");
        assertThat(deaths).hasValue(1);
    }

    @Test
    void dies_the_time_it_was_told_to() {
        CrashPoint points = new CrashPoints("before-commit:3", why -> deaths.incrementAndGet());

        points.reach("before-commit");
        points.reach("before-commit");
        assertThat(deaths).hasValue(0);

        points.reach("before-commit");
        assertThat(deaths).hasValue(1);
    }

    @Test
    void never_dies_when_nobody_wishes_it() {
        CrashPoints.of(null).reach("after-accept");
        CrashPoints.of("").reach("after-accept");
    }
}
