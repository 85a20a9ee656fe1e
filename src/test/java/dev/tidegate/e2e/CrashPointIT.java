package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.support.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promise that nothing accepted is lost and nothing goes out twice, with a process that dies at a known line. */
@Execution(ExecutionMode.CONCURRENT) // each has a Redis of its own, and mostly waits for the heir to miss the dead
class CrashPointIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after-accept",
                "after-hop",
                "before-commit",
                "after-commit",
                "before-attempt",
                "after-esp-answer"
            })
    void finishes_the_job_of_a_process_that_died_at(String crashPoint) throws Exception {
        try (RedisServer redis = RedisServer.started();
                Site site = new Site(folder, redis.uri(), crashPoint)) {
            Site.Gateway doomed = site.gateway("doomed", "-Dtidegate.crash=" + crashPoint + ":3")
                    .ready();
            Storefront storefront = new Storefront(site);
            storefront.offer(40, doomed.port);

            assertThat(doomed.program.exit(Duration.ofSeconds(20))).isEqualTo(137);
            assertThat(doomed.program.printed()).contains("dies at crash point " + crashPoint);

            Site.Gateway heir = site.gateway("heir").ready();
            storefront.offerAgainWhatWasNotAnswered(heir.port);

            int copies = site.reconcile(storefront.accepted, Duration.ofSeconds(40));
            assertThat(copies).isLessThanOrEqualTo(Site.IN_HAND);
            assertThat(storefront.accepted).hasSize(40);
        }
    }
}
