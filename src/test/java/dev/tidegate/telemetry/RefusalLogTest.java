package dev.tidegate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private Instant now = Instant.parse("2026-11-24T01:02:03Z");
    private final RefusalLog log = new RefusalLog(() -> now);

    @Test
    void keeps_the_last_fifty_of_each_source_newest_first() {
        for (int i = 0; i < 60; i++) {
            log.of("shop").add(401, "reason-" + i, "");
            now = now.plusSeconds(1);
        }
        log.of("crm").add(400, "malformed", "");

        assertThat(log.last("shop")).hasSize(50);
        assertThat(log.last("shop").getFirst().reason()).isEqualTo("reason-59");
        assertThat(log.last("shop").getLast().at()).isEqualTo(Instant.parse("2026-11-24T01:02:13Z"));
        assertThat(log.last("crm")).extracting(RefusalLog.Entry::reason).containsExactly("malformed");
        assertThat(log.last("nobody")).isEmpty();
    }
}
