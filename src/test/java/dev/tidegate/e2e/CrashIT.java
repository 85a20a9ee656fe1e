package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.support.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
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

    @Test
    void loses_nothing_when_a_gateway_is_killed_at_random_moments() throws Exception {
        long seed = new Random().nextLong();
        System.err.println("CrashIT seed of the kills: " + seed);
        Random random = new Random(seed);
        int kills = 20;
        try (Site site = new Site(folder, redis.uri());
                Sender.Stream stream = new Sender(site, "random").stream()) {
            Site.Gateway steady = site.gateway("steady").ready();
            stream.sendTo(steady.port);
            for (int i = 0; i < kills; i++) {
                Site.Gateway doomed = site.gateway("doomed").ready();
                stream.sendTo(steady.port, doomed.port);
                int more = 5 + random.nextInt(60);
                stream.awaitMore(more);
                doomed.program.kill();
                stream.sendTo(steady.port);
            }
            Set<String> accepted = stream.finish();
            int copies = site.reconcile(accepted, Duration.ofSeconds(60));

            assertThat(accepted.size()).isGreaterThan(kills * 5);
            assertThat(copies).as("copies, seed %d", seed).isLessThanOrEqualTo(kills * IN_HAND);
        }
    }

    @Test
    void loses_nothing_when_redis_is_killed_and_comes_back() throws Exception {
        try (Site site = new Site(folder, redis.uri());
                Sender.Stream stream = new Sender(site, "redis").stream()) {
            Site.Gateway gateway = site.gateway("steady").ready();
            stream.sendTo(gateway.port);
            for (int i = 0; i < 5; i++) {
                stream.awaitMore(30);
                redis.kill();
                redis.restart();
                gateway.ready();
            }
            Set<String> accepted = stream.finish();

            int copies = site.reconcile(accepted, Duration.ofSeconds(60));
            assertThat(copies).isLessThanOrEqualTo(5 * IN_HAND);
        }
    }

    @Test
    void goes_on_when_scripts_groups_and_connections_are_gone() throws Exception {
        try (Site site = new Site(folder, redis.uri());
                Sender.Stream stream = new Sender(site, "flush").stream()) {
            Site.Gateway gateway = site.gateway("steady").ready();
            stream.sendTo(gateway.port);
            for (int i = 0; i < 3; i++) {
                stream.awaitMore(20);
                redis.cli("SCRIPT", "FLUSH");
                stream.awaitMore(20);
                redis.cli("XGROUP", "CREATE", "site:{p1}:q", "stranger", "$", "MKSTREAM");
                redis.cli("XGROUP", "DESTROY", "site:{p1}:q", "stranger");
                redis.cli("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            }
            Set<String> accepted = stream.finish();

            site.reconcile(accepted, Duration.ofSeconds(60));
        }
    }

    @Test
    void two_gateways_share_the_work_and_one_takes_over_from_the_other() throws Exception {
        try (Site site = new Site(folder, redis.uri());
                Sender.Stream stream = new Sender(site, "two").stream()) {
            Site.Gateway one = site.gateway("one").ready();
            Site.Gateway other = site.gateway("other").ready();
            stream.sendTo(one.port, other.port);
            stream.awaitMore(200);
            other.program.terminate();
            assertThat(other.program.exit(Duration.ofSeconds(20))).isZero();
            stream.sendTo(one.port);
            stream.awaitMore(100);
            Set<String> accepted = stream.finish();

            int copies = site.reconcile(accepted, Duration.ofSeconds(30));
            assertThat(copies).as("a drained process leaves nothing half done").isZero();
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

        Stream stream() {
            return new Stream(this);
        }

        /** Sends without end from a few threads; each order is offered until it is taken. */
        static final class Stream implements AutoCloseable {
            private final Sender sender;
            private final ExecutorService threads = Executors.newFixedThreadPool(4);
            private final AtomicBoolean ended = new AtomicBoolean();
            private final AtomicInteger next = new AtomicInteger();
            private volatile List<Integer> ports = List.of();

            Stream(Sender sender) {
                this.sender = sender;
                for (int i = 0; i < 4; i++) {
                    threads.execute(this::send);
                }
            }

            private void send() {
                String id = "";
                while (!ended.get() || !id.isEmpty()) {
                    List<Integer> to = ports;
                    if (to.isEmpty()) {
                        Thread.onSpinWait();
                        continue;
                    }
                    if (id.isEmpty()) {
                        id = sender.name + "-" + next.getAndIncrement();
                    }
                    if (sender.offer(
                            id,
                            to.get(Math.floorMod(id.hashCode() + (int) System.nanoTime() / 1_000_000, to.size())))) {
                        id = "";
                    }
                }
            }

            void sendTo(Integer... ports) {
                this.ports = List.of(ports);
            }

            void awaitMore(int orders) {
                int goal = sender.accepted.size() + orders;
                Awaitility.await(orders + " more orders accepted")
                        .atMost(Duration.ofSeconds(40))
                        .until(() -> sender.accepted.size() >= goal);
            }

            /** Ends when the last order offered is taken. */
            Set<String> finish() throws InterruptedException {
                ended.set(true);
                threads.shutdown();
                assertThat(threads.awaitTermination(40, TimeUnit.SECONDS)).isTrue();
                return new LinkedHashSet<>(new ArrayList<>(sender.accepted));
            }

            @Override
            public void close() {
                ended.set(true);
                threads.shutdownNow();
            }
        }
    }
}
