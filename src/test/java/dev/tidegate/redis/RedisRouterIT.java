package dev.tidegate.redis;

import static dev.tidegate.support.VertxForTests.await;
import static dev.tidegate.support.VertxForTests.call;
import static dev.tidegate.support.VertxForTests.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidegate.redis.RedisException.Kind;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RedisRouterIT {
    private static final Script ECHO = Script.load(RedisRouterIT.class, "echo.lua");
    private static final Script PUSH = Script.load(RedisRouterIT.class, "push.lua");
    private static final Key KEY = new Key("tg:{p1}:k");

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final List<String> answered = new CopyOnWriteArrayList<>();
    private Context context;
    private RedisRouter router;

    @BeforeEach
    void connect() {
        context = vertx.eventLoop();
        router = router(REDIS.settings());
        await(router.connect());
    }

    private RedisRouter router(RedisSettings settings) {
        return new RedisRouter(
                context, settings, new Random(1), (command, nanos, ok) -> answered.add(command + (ok ? "" : "!")));
    }

    @AfterEach
    void close() {
        await(router.close());
    }

    @Test
    void sends_what_one_turn_asks_for_in_one_write_and_answers_each() {
        long readsBefore = Long.parseLong(REDIS.info("total_reads_processed"));

        List<Future<@Nullable Response>> answers = inOneTurn(100, i -> echo("n" + i));

        for (int i = 0; i < 100; i++) {
            assertThat(await(answers.get(i))).hasToString("n" + i);
        }
        // The write itself, the connection that reads the figure, and a heartbeat perhaps.
        assertThat(Long.parseLong(REDIS.info("total_reads_processed")) - readsBefore)
                .isLessThanOrEqualTo(4);
        assertThat(answered).hasSize(100).containsOnly("echo");
    }

    @Test
    void answers_a_command_that_failed_with_its_error_and_all_others_with_their_replies() {
        REDIS.cli("SET", "tg:{p1}:text", "x");

        List<Future<@Nullable Response>> answers =
                inOneTurn(9, i -> i % 3 == 1 ? send(Command.LPUSH, "tg:{p1}:text", "y") : echo("n" + i));

        for (int i = 0; i < 9; i++) {
            if (i % 3 == 1) {
                assertThat(failure(answers.get(i))).isInstanceOfSatisfying(RedisException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.BROKEN);
                    assertThat(e).hasMessage("lpush: Redis answers WRONGTYPE");
                });
            } else {
                assertThat(await(answers.get(i))).hasToString("n" + i);
            }
        }
    }

    @Test
    void answers_a_command_that_the_client_refuses_without_harming_the_others() {
        List<Future<@Nullable Response>> answers =
                inOneTurn(5, i -> i == 2 ? send(Command.SETRANGE, "tg:{p1}:secret") : echo("n" + i));

        assertThat(failure(answers.get(2))).isInstanceOfSatisfying(RedisException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.BROKEN);
            assertThat(e.getMessage()).doesNotContain("secret");
        });
        assertThat(await(answers.get(4))).hasToString("n4");
    }

    @Test
    void sends_a_script_whole_when_redis_has_forgotten_it() {
        assertThat(call(context, () -> echo("first"))).hasToString("first");
        REDIS.cli("SCRIPT", "FLUSH");

        List<Future<@Nullable Response>> answers = inOneTurn(20, i -> echo("n" + i));

        for (int i = 0; i < 20; i++) {
            assertThat(await(answers.get(i))).hasToString("n" + i);
        }
        assertThat(REDIS.info("cmdstat_eval")).contains("calls=");
    }

    @Test
    void refuses_a_script_whose_keys_do_not_share_a_tag() {
        List<Key> keys = List.of(new Key("tg:{p1}:a"), new Key("tg:{p2}:a"));

        assertThatThrownBy(() -> router.run(Lane.WORK, ECHO, keys, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> router.run(Lane.WORK, ECHO, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answers_null_for_nil() {
        assertThat(call(context, () -> send(Command.GET, "tg:{p1}:nothing"))).isNull();
    }

    @Test
    void answers_on_the_context_of_the_caller() {
        Context other = vertx.eventLoop();

        Context answeredOn = call(other, () -> echo("x").map(reply -> Vertx.currentContext()));

        assertThat(answeredOn).isSameAs(other);
    }

    @Test
    void fails_what_is_under_way_when_the_connection_is_lost_and_comes_back_by_itself() {
        List<String> changes = new CopyOnWriteArrayList<>();
        router.watch(new RedisWatcher() {
            @Override
            public void up() {
                changes.add("up");
            }

            @Override
            public void down() {
                changes.add("down");
            }
        });
        REDIS.pause();
        Future<@Nullable Response> lost = call(context, () -> Future.succeededFuture(echo("x")));
        REDIS.kill();

        assertThat(failure(lost))
                .isInstanceOfSatisfying(
                        RedisException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
        assertThat(router.isUp()).isFalse();
        assertThat(failure(call(context, () -> Future.succeededFuture(echo("x")))))
                .hasMessageContaining("Redis is away: ");

        REDIS.restart();

        await().atMost(Duration.ofSeconds(3)).until(router::isUp);
        assertThat(call(context, () -> echo("y"))).hasToString("y");
        assertThat(changes).containsExactly("down", "up");
    }

    @Test
    void comes_back_after_its_connections_were_killed() {
        REDIS.cli("CLIENT", "KILL", "TYPE", "normal");

        await().atMost(Duration.ofSeconds(3))
                .ignoreExceptionsInstanceOf(RedisException.class)
                .untilAsserted(() -> assertThat(call(context, () -> echo("y"))).hasToString("y"));
    }

    @Test
    void gives_up_a_redis_that_stands_still_and_never_mixes_up_replies_afterwards() {
        assertThat(call(context, () -> echo("warm"))).hasToString("warm");
        REDIS.pause();
        long start = System.nanoTime();

        List<Future<@Nullable Response>> lost = inOneTurn(50, i -> echo("old" + i));
        for (Future<@Nullable Response> answer : lost) {
            assertThat(failure(answer))
                    .isInstanceOfSatisfying(
                            RedisException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofMillis(1500));

        REDIS.resume();
        await().atMost(Duration.ofSeconds(5)).until(router::isUp);
        List<Future<@Nullable Response>> answers = inOneTurn(50, i -> echo("new" + i));
        for (int i = 0; i < 50; i++) {
            assertThat(await(answers.get(i))).hasToString("new" + i);
        }
    }

    @Test
    void finds_a_dead_link_although_nothing_is_sent() {
        RedisSettings.Limits usual = RedisSettings.Limits.standard();
        RedisSettings.Limits quick = new RedisSettings.Limits(
                Duration.ofMillis(300),
                usual.replicaTimeout(),
                usual.connectTimeout(),
                usual.backoff(),
                Duration.ofMillis(500),
                usual.maxInFlight(),
                usual.maxBytesInFlight(),
                usual.batchCommands(),
                usual.batchBytes());
        RedisRouter watchful = router(REDIS.settings().with(quick));
        await(watchful.connect());

        REDIS.pause();

        await().atMost(Duration.ofMillis(1500)).until(() -> !watchful.isUp());
        REDIS.resume();
        await(watchful.close());
    }

    @Test
    void tells_full_memory_from_other_trouble() {
        REDIS.cli("CONFIG", "SET", "maxmemory", "1");

        assertThat(failure(call(context, () -> Future.succeededFuture(push("x")))))
                .isInstanceOfSatisfying(RedisException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.FULL);
                    assertThat(e.code()).isEqualTo("OOM");
                });
        assertThat(failure(call(context, () -> Future.succeededFuture(send(Command.SET, KEY.name(), "x")))))
                .isInstanceOfSatisfying(
                        RedisException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FULL));
    }

    @Test
    void refuses_what_is_too_much_at_once() {
        RedisSettings.Limits usual = RedisSettings.Limits.standard();
        int most = 100;
        RedisSettings.Limits small = new RedisSettings.Limits(
                usual.commandTimeout(),
                usual.replicaTimeout(),
                usual.connectTimeout(),
                usual.backoff(),
                usual.heartbeat(),
                most,
                10_000,
                usual.batchCommands(),
                usual.batchBytes());
        RedisRouter tight = router(REDIS.settings().with(small));
        await(tight.connect());

        List<Future<@Nullable Response>> many = inOneTurn(
                most + 1,
                i -> tight.send(Lane.WORK, KEY, Request.cmd(Command.EXISTS).arg("k")));
        Future<@Nullable Response> large = call(
                context,
                () -> Future.succeededFuture(tight.send(
                        Lane.WORK, KEY, Request.cmd(Command.SET).arg("k").arg(new byte[10_000]))));

        assertThat(await(many.get(most - 1))).hasToString("0");
        assertThat(failure(many.get(most)))
                .isInstanceOfSatisfying(
                        RedisException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
        assertThat(failure(large))
                .isInstanceOfSatisfying(
                        RedisException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
        await(tight.close());
    }

    @Test
    void splits_what_is_too_much_for_one_write() {
        call(context, () -> push("first"));

        List<Future<@Nullable Response>> answers = inOneTurn(600, i -> push("x".repeat(20_000)));

        assertThat(await(answers.get(599))).hasToString("601");
        assertThat(await(answers.get(0))).hasToString("2");
    }

    @Test
    void answers_durably_only_when_a_replica_has_it() {
        RedisRouter replicated = router(REDIS.settings().with(RedisSettings.Durability.REPLICATED));
        await(replicated.connect());

        Throwable alone = failure(call(
                context,
                () -> Future.succeededFuture(replicated.runDurably(Lane.ACCEPT, PUSH, List.of(KEY), args("x")))));
        @Nullable Response plain = call(context, () -> replicated.run(Lane.ACCEPT, PUSH, List.of(KEY), args("y")));

        assertThat(alone).isInstanceOfSatisfying(RedisException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.FULL);
            assertThat(e.code()).isEqualTo("NOREPLICAS");
        });
        assertThat(plain).hasToString("2");
        await(replicated.close());
    }

    @Test
    void waits_for_the_replica_after_reading_as_well_as_after_writing() throws Exception {
        RedisServer replica = RedisServer.started();
        try {
            replica.follow(REDIS);
            RedisSettings.Limits usual = RedisSettings.Limits.standard();
            RedisSettings.Limits patient = new RedisSettings.Limits(
                    usual.commandTimeout(),
                    Duration.ofSeconds(4),
                    usual.connectTimeout(),
                    usual.backoff(),
                    usual.heartbeat(),
                    usual.maxInFlight(),
                    usual.maxBytesInFlight(),
                    usual.batchCommands(),
                    usual.batchBytes());
            RedisRouter replicated = router(
                    REDIS.settings().with(RedisSettings.Durability.REPLICATED).with(patient));
            await(replicated.connect());
            Supplier<Future<@Nullable Response>> write =
                    () -> replicated.runDurably(Lane.ACCEPT, PUSH, List.of(KEY), args("x"));
            Supplier<Future<@Nullable Response>> read =
                    () -> replicated.runDurably(Lane.ACCEPT, ECHO, List.of(KEY), args("seen"));

            assertThat(call(context, write)).hasToString("1");
            assertThat(call(context, read)).hasToString("seen");
            replica.pause();
            REDIS.cli("SET", "tg:{p1}:other", "not replicated");

            assertThat(failure(call(context, () -> Future.succeededFuture(read.get()))))
                    .isInstanceOfSatisfying(
                            RedisException.class, e -> assertThat(e.code()).isEqualTo("NOREPLICAS"));
            replica.resume();
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(call(context, read)).hasToString("seen"));
            await(replicated.close());
        } finally {
            replica.close();
        }
    }

    @Test
    void says_where_and_why_it_cannot_connect_and_never_the_password() {
        String wrong = REDIS.uri().replaceAll(":[^:@]*@", ":topsecret@");
        RedisSettings settings = RedisSettings.of(wrong);
        RedisRouter stranger = router(new RedisSettings(
                settings.uris(), "tg", Duration.ofMillis(500), settings.durability(), settings.limits()));

        assertThat(failure(stranger.connect()))
                .hasMessage("Redis cannot be reached within 500 ms: redis://127.0.0.1:" + REDIS.port()
                        + ": Redis answers WRONGPASS");
        await(stranger.close());
    }

    @Test
    void takes_no_replica_for_the_primary() throws Exception {
        RedisServer second = RedisServer.started();
        try {
            second.cli("REPLICAOF", "127.0.0.1", String.valueOf(REDIS.port()));
            RedisSettings both = new RedisSettings(
                    List.of(new RedisUri(second.uri()), new RedisUri(REDIS.uri())),
                    "tg",
                    Duration.ofSeconds(5),
                    RedisSettings.Durability.EVERYSEC,
                    RedisSettings.Limits.standard());
            RedisRouter choosing = router(both);
            await(choosing.connect());

            call(context, () -> choosing.run(Lane.WORK, PUSH, List.of(KEY), args("x")));

            assertThat(REDIS.cli("LLEN", KEY.name())).isEqualTo("1");
            await(choosing.close());
        } finally {
            second.close();
        }
    }

    private List<Future<@Nullable Response>> inOneTurn(
            int count, java.util.function.IntFunction<Future<@Nullable Response>> send) {
        return call(context, (Supplier<Future<List<Future<@Nullable Response>>>>) () -> {
            List<Future<@Nullable Response>> answers = new ArrayList<>();
            IntStream.range(0, count).forEach(i -> answers.add(send.apply(i)));
            return Future.succeededFuture(answers);
        });
    }

    private Future<@Nullable Response> echo(String text) {
        return router.run(Lane.WORK, ECHO, List.of(KEY), args(text));
    }

    private Future<@Nullable Response> push(String text) {
        return router.run(Lane.WORK, PUSH, List.of(KEY), args(text));
    }

    private Future<@Nullable Response> send(Command command, String key, String... args) {
        Request request = Request.cmd(command).arg(key);
        for (String arg : args) {
            request.arg(arg);
        }
        return router.send(Lane.WORK, new Key(key), request);
    }

    private static List<byte[]> args(String text) {
        return List.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
