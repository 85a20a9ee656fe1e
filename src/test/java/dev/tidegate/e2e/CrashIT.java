package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.support.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promise that nothing accepted is lost and nothing goes out twice, with processes that are killed. */
class CrashIT {
    /** What one gateway may have had in its hands when it died: accepted, decided or on its way to the sink. */
    private static final int IN_HAND = 64;

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

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
        try (Site site = new Site(folder, redis.uri())) {
            Site.Gateway doomed = site.gateway("doomed", "-Dtidegate.crash=" + crashPoint + ":3")
                    .ready();
            Sender sender = new Sender(site, crashPoint);
            sender.offer(40, doomed.port);

            assertThat(doomed.program.exit(Duration.ofSeconds(20))).isEqualTo(137);
            assertThat(doomed.program.printed()).contains("dies at crash point " + crashPoint);

            Site.Gateway heir = site.gateway("heir").ready();
            sender.offerAgainWhatWasNotAnswered(heir.port);

            int copies = site.reconcile(sender.accepted, Duration.ofSeconds(40));
            assertThat(copies).isLessThanOrEqualTo(IN_HAND);
            assertThat(sender.accepted).hasSize(40);
        }
    }

    /** A storefront: offers orders until they are answered with 202, as providers do. */
    static final class Sender {
        private final Site site;
        private final String name;
        final Set<String> accepted = ConcurrentHashMap.newKeySet();
        private final Set<String> offered = new LinkedHashSet<>();

        Sender(Site site, String name) {
            this.site = site;
            this.name = name;
        }

        void offer(int orders, int port) throws InterruptedException {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            for (int i = 0; i < orders; i++) {
                String id = name + "-" + i;
                offered.add(id);
                threads.execute(() -> offer(id, port));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }

        void offerAgainWhatWasNotAnswered(int port) {
            for (String id : offered) {
                if (!accepted.contains(id)) {
                    Awaitility.await("202 for " + id)
                            .atMost(Duration.ofSeconds(20))
                            .until(() -> offer(id, port));
                }
            }
        }

        @CanIgnoreReturnValue
        private boolean offer(String id, int port) {
            boolean taken = site.post(port, Site.order(id)) == 202;
            if (taken) {
                accepted.add(id);
            }
            return taken;
        }
    }
}
