package dev.tidegate.redis;

import static dev.tidegate.support.VertxForTests.await;
import static dev.tidegate.support.VertxForTests.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.redis.FencedOps.Guard;
import dev.tidegate.redis.FencedOps.Result;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class FencedOpsIT {
    private static final Key OWNER = new Key("tg:{p1}:decide");
    private static final Key STREAM = new Key("tg:{p1}:q");
    private static final Key TIMERS = new Key("tg:{p1}:t");
    private static final Key TEXT = new Key("tg:{p1}:text");
    private static final Key HASH = new Key("tg:{p1}:hash");
    private static final Key LIST = new Key("tg:{p1}:list");
    private static final Ownership MINE = new Ownership("3:me");

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private Context context;
    private RedisRouter router;

    @BeforeEach
    void connect() {
        context = vertx.eventLoop();
        router = new RedisRouter(context, REDIS.settings(), new Random(1), RedisObserver.NONE);
        await(router.connect());
        REDIS.cli("SET", OWNER.name(), MINE.value());
    }

    @AfterEach
    void close() {
        await(router.close());
    }

    @Test
    void applies_each_group_once_by_its_guard() {
        REDIS.cli("XADD", STREAM.name(), "5-1", "e", "x");
        REDIS.cli("ZADD", TIMERS.name(), "10", "run");
        FencedOps ops = FencedOps.owned(OWNER, MINE);
        ops.group(Guard.entry(STREAM, "5-1")).op("RPUSH", LIST, bytes("entry"));
        ops.group(Guard.member(TIMERS, "run")).op("RPUSH", LIST, bytes("timer"));
        ops.group(Guard.always()).op("SET", TEXT, bytes("v"), bytes("PX"), bytes("60000"));

        assertThat(run(ops)).isEqualTo(new Result.Applied("111"));
        assertThat(run(ops)).isEqualTo(new Result.Applied("001"));

        assertThat(REDIS.cli("LRANGE", LIST.name(), "0", "-1")).isEqualTo("entry\ntimer");
        assertThat(REDIS.cli("XLEN", STREAM.name())).isEqualTo("0");
        assertThat(REDIS.cli("ZCARD", TIMERS.name())).isEqualTo("0");
        assertThat(REDIS.cli("PTTL", TEXT.name())).isNotEqualTo("-1");
    }

    @Test
    void writes_nothing_for_one_who_is_not_the_owner_any_more() {
        REDIS.cli("SET", OWNER.name(), "4:other");
        FencedOps ops = FencedOps.owned(OWNER, MINE);
        ops.group(Guard.always()).op("SET", TEXT, bytes("v"));

        assertThat(run(ops)).isEqualTo(new Result.Fenced());
        REDIS.cli("DEL", OWNER.name());
        assertThat(run(ops)).isEqualTo(new Result.Fenced());
        assertThat(REDIS.cli("EXISTS", TEXT.name())).isEqualTo("0");
    }

    @Test
    void applies_an_entry_once_although_two_callers_race() {
        int entries = 200;
        List<Future<Result>> all = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            REDIS.cli("XADD", STREAM.name(), "5-" + (i + 1), "e", "x");
        }
        RedisRouter other = new RedisRouter(vertx.eventLoop(), REDIS.settings(), new Random(2), RedisObserver.NONE);
        await(other.connect());
        for (int i = 0; i < entries; i++) {
            for (RedisRouter racer : List.of(router, other)) {
                FencedOps ops = FencedOps.owned(OWNER, MINE);
                ops.group(Guard.entry(STREAM, "5-" + (i + 1))).op("INCRBY", TEXT, bytes("1"));
                all.add(ops.run(racer, Lane.WORK));
            }
        }

        long applied = all.stream()
                .map(VertxForTests::await)
                .filter(result -> result.equals(new Result.Applied("1")))
                .count();

        assertThat(REDIS.cli("GET", TEXT.name())).isEqualTo(String.valueOf(entries));
        assertThat(applied).isEqualTo(entries);
        await(other.close());
    }

    @Test
    void changes_what_exists_only_if_it_exists() {
        REDIS.cli("HSET", HASH.name(), "a", "1");
        FencedOps ops = FencedOps.owned(OWNER, MINE);
        ops.group(Guard.always())
                .opIfExists("HSET", HASH, bytes("b"), bytes("2"))
                .opIfExists("RPUSH", LIST, bytes("x"));

        assertThat(run(ops)).isEqualTo(new Result.Applied("1"));

        assertThat(REDIS.cli("HGET", HASH.name(), "b")).isEqualTo("2");
        assertThat(REDIS.cli("EXISTS", LIST.name())).isEqualTo("0");
    }

    @Test
    void writes_nothing_when_a_key_has_another_type() {
        REDIS.cli("SET", HASH.name(), "text");
        REDIS.cli("XADD", STREAM.name(), "5-1", "e", "x");
        FencedOps ops = FencedOps.owned(OWNER, MINE);
        ops.group(Guard.entry(STREAM, "5-1")).op("SET", TEXT, bytes("v"));
        ops.group(Guard.always()).op("HSET", HASH, bytes("a"), bytes("1"));

        assertThat(run(ops)).isEqualTo(new Result.Refused(1));

        assertThat(REDIS.cli("EXISTS", TEXT.name())).isEqualTo("0");
        assertThat(REDIS.cli("XLEN", STREAM.name())).isEqualTo("1");
    }

    @Test
    void knows_the_types_that_its_own_changes_make() {
        REDIS.cli("SET", HASH.name(), "text");
        FencedOps good = FencedOps.owned(OWNER, MINE);
        good.group(Guard.always()).op("DEL", HASH).op("HSET", HASH, bytes("a"), bytes("1"));
        FencedOps bad = FencedOps.owned(OWNER, MINE);
        bad.group(Guard.always()).op("SET", TEXT, bytes("v")).op("RPUSH", TEXT, bytes("x"));

        assertThat(run(good)).isEqualTo(new Result.Applied("1"));
        assertThat(run(bad)).isEqualTo(new Result.Refused(0));
        assertThat(REDIS.cli("EXISTS", TEXT.name())).isEqualTo("0");
    }

    @Test
    void works_off_what_was_let_in_although_memory_is_full() {
        REDIS.cli("XADD", STREAM.name(), "5-1", "e", "x");
        REDIS.cli("CONFIG", "SET", "maxmemory", "1");
        FencedOps ops = FencedOps.owned(OWNER, MINE);
        ops.group(Guard.always()).op("SET", TEXT, bytes("v"));
        ops.group(Guard.entry(STREAM, "5-1")).op("RPUSH", LIST, bytes("x"));

        assertThat(run(ops)).isEqualTo(new Result.Applied("11"));
    }

    @Test
    void carries_every_command_it_names() {
        FencedOps ops = FencedOps.owned(OWNER, MINE);
        Key set = new Key("tg:{p1}:set");
        Key sorted = new Key("tg:{p1}:sorted");
        Key number = new Key("tg:{p1}:number");
        Key stream = new Key("tg:{p1}:stream");
        ops.group(Guard.always())
                .op("SET", TEXT, bytes("v"))
                .op("PEXPIRE", TEXT, bytes("60000"))
                .op("PERSIST", TEXT)
                .op("PEXPIREAT", TEXT, bytes("4102444800000"))
                .op("INCRBY", number, bytes("2"))
                .op("HSET", HASH, bytes("a"), bytes("1"), bytes("b"), bytes("2"))
                .op("HSETNX", HASH, bytes("a"), bytes("9"))
                .op("HINCRBY", HASH, bytes("b"), bytes("5"))
                .op("HDEL", HASH, bytes("zz"))
                .op("ZADD", sorted, bytes("1"), bytes("a"), bytes("2"), bytes("b"), bytes("3"), bytes("c"))
                .op("ZINCRBY", sorted, bytes("1"), bytes("c"))
                .op("ZREM", sorted, bytes("a"))
                .op("ZREMRANGEBYSCORE", sorted, bytes("0"), bytes("2"))
                .op("ZREMRANGEBYRANK", sorted, bytes("1"), bytes("-1"))
                .op("RPUSH", LIST, bytes("1"), bytes("2"), bytes("3"))
                .op("LTRIM", LIST, bytes("-2"), bytes("-1"))
                .op("SADD", set, bytes("a"), bytes("b"))
                .op("SREM", set, bytes("a"))
                .op("XADD", stream, bytes("*"), bytes("e"), bytes("x"))
                .op("XDEL", stream, bytes("1-1"))
                .op("DEL", number);

        assertThat(run(ops)).isEqualTo(new Result.Applied("1"));

        assertThat(REDIS.cli("HGETALL", HASH.name())).isEqualTo("a\n1\nb\n7");
        assertThat(REDIS.cli("ZRANGE", sorted.name(), "0", "-1", "WITHSCORES")).isEqualTo("c\n4");
        assertThat(REDIS.cli("LRANGE", LIST.name(), "0", "-1")).isEqualTo("2\n3");
        assertThat(REDIS.cli("SMEMBERS", set.name())).isEqualTo("b");
        assertThat(REDIS.cli("XLEN", stream.name())).isEqualTo("1");
        assertThat(REDIS.cli("EXISTS", number.name())).isEqualTo("0");
    }

    @Test
    void refuses_to_build_what_the_script_would_refuse() {
        FencedOps.Group group = FencedOps.owned(OWNER, MINE).group(Guard.always());

        assertThatThrownBy(() -> group.op("HSET", HASH, bytes("odd"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> group.op("FLUSHALL", HASH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> group.op("SET", OWNER, bytes("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> group.op("XADD", STREAM, bytes("1-1"), bytes("e"), bytes("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Result run(FencedOps ops) {
        return call(context, () -> ops.run(router, Lane.WORK));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
