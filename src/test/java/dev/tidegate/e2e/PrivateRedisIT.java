package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with a Redis of its own, which nobody else can be using. */
class PrivateRedisIT {
    /** Well below the time after which a silent process is taken for dead. */
    private static final Duration AT_ONCE = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    @Test
    void work_of_a_killed_process_is_taken_over_at_once() throws Exception {
        try (Site site = new Site(folder, "embedded", "private")) {
            Site.Gateway killed = site.gateway("gateway").ready();
            assertThat(site.post(killed.port, Site.order("one"))).isEqualTo(202);
            site.reconcile(List.of("one"), Duration.ofSeconds(20));
            killed.program.kill();

            Site.Gateway next = site.gateway("gateway").ready();
            assertThat(site.post(next.port, Site.order("two"))).isEqualTo(202);

            site.reconcile(List.of("one", "two"), AT_ONCE);
        }
    }
}
