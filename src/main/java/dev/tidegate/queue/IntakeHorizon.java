package dev.tidegate.queue;

import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.redis.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Up to which time all intakes have handed on what they received. A timer that is due later than that has to wait: an order
 * that would cancel it may still lie in an intake.
 */
final class IntakeHorizon {
    private static final Script HEAD = Script.load(IntakeHorizon.class, "head.lua");

    /** One look serves all partitions for so long. */
    private static final long FRESH_MS = 5;

    private final Vertx vertx;
    private final RedisRouter redis;
    private final Keys keys;
    private final int intakes;
    private final LongSupplier redisMillis;
    private @Nullable Future<Long> latest;

    /** @param redisMillis the present time in ms as Redis has it */
    IntakeHorizon(Vertx vertx, RedisRouter redis, Keys keys, int intakes, LongSupplier redisMillis) {
        this.vertx = vertx;
        this.redis = redis;
        this.keys = keys;
        this.intakes = intakes;
        this.redisMillis = redisMillis;
    }

    /** The time in ms, as Redis has it, up to which nothing is left in any intake; the look began after the call or just before. */
    Future<Long> reached() {
        Future<Long> under = latest;
        if (under != null) {
            return under;
        }
        long began = redisMillis.getAsLong();
        Future<Long> look = Future.join(
                        IntStream.range(0, intakes).mapToObj(this::head).toList())
                .map(heads ->
                        heads.<Long>list().stream().mapToLong(Long::longValue).reduce(began, Math::min));
        latest = look;
        look.onComplete(done -> vertx.setTimer(FRESH_MS, id -> latest = null));
        return look;
    }

    private Future<Long> head(int intake) {
        return redis.run(Lane.WORK, HEAD, List.of(keys.intake(intake)), List.of())
                .map(IntakeHorizon::millisBefore);
    }

    private static long millisBefore(@Nullable Response head) {
        String id = head == null ? "" : head.toString();
        return id.isEmpty() ? Long.MAX_VALUE : Long.parseLong(id, 0, id.indexOf('-'), 10) - 1;
    }
}
