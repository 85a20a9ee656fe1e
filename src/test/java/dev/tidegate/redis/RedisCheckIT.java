package dev.tidegate.redis;

import static dev.tidegate.support.VertxForTests.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.redis.RedisSettings.Durability;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RedisCheckIT {
    private static final Keys KEYS = new Keys("tg");

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private RedisRouter router;

    @BeforeEach
    void connect() {
        router = new RedisRouter(vertx.eventLoop(), REDIS.settings(), new Random(1), RedisObserver.NONE);
        await(router.connect());
    }

    @AfterEach
    void close() {
        REDIS.cli("CONFIG", "SET", "appendonly", "yes");
        REDIS.cli("CONFIG", "SET", "appendfsync", "everysec");
        REDIS.cli("CONFIG", "SET", "maxmemory-policy", "noeviction");
        await(router.close());
    }

    @Test
    void finds_nothing_wrong_with_a_fit_redis() {
        assertThat(await(check(Durability.EVERYSEC).look()))
                .isEqualTo(new RedisCheck.Report(java.util.List.of(), java.util.List.of()));
    }

    @Test
    void wants_the_append_only_file_synced_as_the_settings_say() {
        assertThat(await(check(Durability.ALWAYS).look()).problems())
                .containsExactly("appendfsync is everysec, but redis.durability asks for always");

        REDIS.cli("CONFIG", "SET", "appendfsync", "no");
        assertThat(await(check(Durability.EVERYSEC).look()).problems())
                .containsExactly("appendfsync is no, but redis.durability asks for everysec or always");

        REDIS.cli("CONFIG", "SET", "appendfsync", "always");
        assertThat(await(check(Durability.EVERYSEC).look()).problems()).isEmpty();
        assertThat(await(check(Durability.ALWAYS).look()).problems()).isEmpty();
    }

    @Test
    void names_every_problem() {
        REDIS.cli("CONFIG", "SET", "appendonly", "no");
        REDIS.cli("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");

        assertThat(await(check(Durability.REPLICATED).look()).problems())
                .hasSize(3)
                .anyMatch(text -> text.startsWith("maxmemory-policy is allkeys-lru"))
                .anyMatch(text -> text.startsWith("appendonly is off"))
                .anyMatch(text -> text.contains("no replica is connected"));
    }

    @Test
    void warns_when_it_may_not_look() {
        REDIS.cli("ACL", "SETUSER", "default", "-config");
        try {
            RedisCheck.Report report = await(check(Durability.EVERYSEC).look());

            assertThat(report.problems()).isEmpty();
            assertThat(report.warnings()).singleElement().asString().contains("appendfsync could not be checked");
        } finally {
            REDIS.cli("ACL", "SETUSER", "default", "+config");
        }
    }

    @Test
    void keeps_to_the_numbers_of_the_first_start() {
        RedisCheck check = check(Durability.EVERYSEC);

        assertThat(await(check.agree(16, 64))).isEmpty();
        assertThat(await(check.agree(16, 64))).isEmpty();
        assertThat(await(check.agree(16, 32)))
                .singleElement()
                .asString()
                .startsWith("partitions: this Redis was set up with 64, not with 32.");
    }

    @Test
    void two_that_start_at_once_agree_on_one_of_their_numbers() {
        RedisRouter other = new RedisRouter(vertx.eventLoop(), REDIS.settings(), new Random(1), RedisObserver.NONE);
        await(other.connect());

        var mine = check(Durability.EVERYSEC).agree(16, 64);
        var theirs = new RedisCheck(other, KEYS, Durability.EVERYSEC).agree(8, 8);

        assertThat(await(mine).isEmpty()).isNotEqualTo(await(theirs).isEmpty());
        await(other.close());
    }

    @Test
    void measures_how_full_redis_is() {
        assertThat(await(check(Durability.EVERYSEC).memory()).ratio()).isBetween(0.0, 0.5);

        REDIS.cli("CONFIG", "SET", "maxmemory", "100kb");

        assertThat(await(check(Durability.EVERYSEC).memory()).ratio()).isGreaterThan(1.0);
    }

    private RedisCheck check(Durability durability) {
        return new RedisCheck(router, KEYS, durability);
    }
}
