package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.support.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The promise that nothing accepted is lost and nothing goes out twice, with processes that die at any moment. */
class CrashIT {
    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @TempDir
    Path folder;

    @Test
    void loses_nothing_when_gateways_are_killed_at_random_moments() throws Exception {
        long seed = new Random().nextLong();
        System.err.println("CrashIT seed of the kills: " + seed);
        Random random = new Random(seed);
        int rounds = 10;
        try (Site site = new Site(folder, redis.uri(), "random");
                Storefront.Stream orders = new Storefront(site).stream()) {
            Site.Gateway steady = site.gateway("steady").ready();
            for (int i = 0; i < rounds; i++) {
                List<Site.Gateway> doomed = List.of(site.gateway("doomed-1-" + i), site.gateway("doomed-2-" + i));
                for (Site.Gateway gateway : doomed) {
                    gateway.ready();
                }
                orders.sendTo(steady.port, doomed.get(0).port, doomed.get(1).port);
                for (Site.Gateway gateway : doomed) {
                    orders.awaitMore(5 + random.nextInt(60));
                    gateway.program.kill();
                }
            }
            orders.sendTo(steady.port);
            Set<String> accepted = orders.finish();
            int copies = site.reconcile(accepted, Duration.ofSeconds(60));

            int kills = 2 * rounds;
            assertThat(accepted.size()).isGreaterThan(kills * 5);
            assertThat(copies).as("copies, seed %d", seed).isLessThanOrEqualTo(kills * Site.IN_HAND);
        }
    }

    @Test
    void loses_nothing_when_redis_is_killed_and_comes_back() throws Exception {
        try (Site site = new Site(folder, redis.uri(), "redis");
                Storefront.Stream orders = new Storefront(site).stream()) {
            Site.Gateway gateway = site.gateway("steady").ready();
            orders.sendTo(gateway.port);
            int kills = 5;
            for (int i = 0; i < kills; i++) {
                orders.awaitMore(30);
                redis.kill();
                redis.restart();
                gateway.ready();
            }
            Set<String> accepted = orders.finish();

            int copies = site.reconcile(accepted, Duration.ofSeconds(60));
            assertThat(copies).isLessThanOrEqualTo(kills * Site.IN_HAND);
        }
    }

    @Test
    void goes_on_when_scripts_groups_and_connections_are_gone() throws Exception {
        try (Site site = new Site(folder, redis.uri(), "flush");
                Storefront.Stream orders = new Storefront(site).stream()) {
            Site.Gateway gateway = site.gateway("steady").ready();
            orders.sendTo(gateway.port);
            for (int i = 0; i < 3; i++) {
                orders.awaitMore(20);
                redis.cli("SCRIPT", "FLUSH");
                orders.awaitMore(20);
                redis.cli("XGROUP", "CREATE", "flush:{p1}:q", "stranger", "$", "MKSTREAM");
                redis.cli("XGROUP", "DESTROY", "flush:{p1}:q", "stranger");
                redis.cli("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            }
            Set<String> accepted = orders.finish();

            int copies = site.reconcile(accepted, Duration.ofSeconds(60));
            assertThat(copies).as("nobody died").isZero();
        }
    }

    @Test
    void two_gateways_share_the_work_and_one_takes_over_from_the_other() throws Exception {
        try (Site site = new Site(folder, redis.uri(), "two");
                Storefront.Stream orders = new Storefront(site).stream()) {
            Site.Gateway one = site.gateway("one").ready();
            Site.Gateway other = site.gateway("other").ready();
            orders.sendTo(one.port, other.port);
            orders.awaitMore(200);
            other.program.terminate();
            assertThat(other.program.exit(Duration.ofSeconds(20))).isZero();
            orders.sendTo(one.port);
            orders.awaitMore(100);
            Set<String> accepted = orders.finish();

            int copies = site.reconcile(accepted, Duration.ofSeconds(30));
            assertThat(copies).as("a drained process leaves nothing half done").isZero();
        }
    }
}
