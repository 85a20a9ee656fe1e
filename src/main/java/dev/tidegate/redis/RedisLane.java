package dev.tidegate.redis;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One held connection to one Redis. What is sent in one turn of the event loop goes out in one write; while a few writes
 * are under way, more gathers behind them.
 *
 * <p><b>Everything sent here may be carried out more than once, and in another order.</b> When a command of a write
 * fails, the client loses the replies of all others in it, so they are sent again. Callers send only what may be repeated.
 *
 * <p>Replies come in order, so an answer that is overdue cannot be skipped: the connection is closed and everything under
 * way fails as unavailable. While there is no connection, commands fail at once and nothing is kept for later.
 */
final class RedisLane implements HeldConnection.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLane.class);
    /** Enough that Redis always has the next write at hand; fewer, larger writes cost less on both sides. */
    private static final int MAX_BATCHES = 4;
    /** How often overdue answers are looked for while something is under way. */
    private static final long CHECK_MILLIS = 100;
    /** How many times in the span of a heartbeat a silent connection is looked at. */
    private static final int LOOKS = 5;

    private final Context context;
    private final RedisSettings.Limits limits;
    private final RedisObserver observer;
    private final Runnable changed;
    private final HeldConnection link;
    private final Backlog backlog;
    private final ArrayDeque<Batch> underWay = new ArrayDeque<>();

    private @Nullable RedisConnection connection;
    private boolean flushing;
    private boolean checking;
    private long lastAnswer;
    private long heartbeatTimer = -1;

    /** @param changed told when the connection has come or gone */
    RedisLane(
            Context context,
            RedisSettings settings,
            RandomGenerator random,
            String name,
            RedisObserver observer,
            Runnable changed) {
        this.context = context;
        this.limits = settings.limits();
        this.observer = observer;
        this.changed = changed;
        this.backlog = new Backlog(limits);
        this.link = new HeldConnection(context, settings, random, name, false, this);
    }

    /** Begins to connect. */
    void open() {
        link.open();
        heartbeatTimer = context.owner().setPeriodic(limits.heartbeat().toMillis() / LOOKS, timer -> heartbeat());
    }

    boolean isUp() {
        return connection != null;
    }

    /** Why the last attempt to connect failed, for people. */
    String trouble() {
        return link.trouble();
    }

    Future<Void> close() {
        context.owner().cancelTimer(heartbeatTimer);
        return link.close();
    }

    Future<@Nullable Response> send(Request request) {
        return submit(new Call.Plain(request, promise()));
    }

    /** @param durable whether the answer is to wait until a replica has what was written */
    Future<@Nullable Response> run(Script script, List<Key> keys, List<byte[]> args, boolean durable) {
        return submit(new Call.Scripted(script, keys, args, durable, promise()));
    }

    /** Completes on the caller's own context. */
    private Promise<@Nullable Response> promise() {
        return ((ContextInternal) context.owner().getOrCreateContext()).promise();
    }

    private Future<@Nullable Response> submit(Call call) {
        if (((ContextInternal) context).inThread()) {
            take(call);
        } else {
            context.runOnContext(turn -> take(call));
        }
        return call.answer.future();
    }

    private void take(Call call) {
        if (connection == null) {
            fail(call, RedisException.unavailable("Redis is away: " + link.trouble()));
        } else if (!backlog.hasRoomFor(call)) {
            fail(call, RedisException.busy());
        } else {
            backlog.add(call);
            flushSoon();
        }
    }

    // ---- writes and answers ----------------------------------------------------------------------------------------

    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            context.runOnContext(turn -> {
                flushing = false;
                flush();
            });
        }
    }

    private void flush() {
        while (connection != null && backlog.hasWaiting() && underWay.size() < MAX_BATCHES) {
            Batch batch = new Batch(backlog.next(), limits, underWay.peekLast());
            underWay.add(batch);
            checkSoon();
            connection.batch(batch.requests(limits.replicaTimeout())).onComplete(result -> answered(batch, result));
        }
    }

    private void answered(Batch batch, AsyncResult<List<Response>> result) {
        if (!underWay.contains(batch)) {
            return;
        }
        lastAnswer = System.nanoTime();
        if (result.failed()) {
            // The client tells of a lost connection only after it has failed what was under way: look in the next turn.
            context.runOnContext(turn -> sortOut(batch, result.cause()));
            return;
        }
        underWay.remove(batch);
        link.proved();
        backlog.settle(batch.calls());
        boolean replicated = batch.isReplicated(result.result());
        for (int i = 0; i < batch.calls().size(); i++) {
            Call call = batch.calls().get(i);
            if (call.durable && !replicated) {
                fail(call, RedisException.notReplicated());
            } else {
                succeed(call, result.result().get(i));
            }
        }
        flush();
    }

    private void sortOut(Batch batch, Throwable cause) {
        if (!underWay.contains(batch)) {
            return;
        }
        Batch.Verdicts verdicts = batch.sortOut(cause);
        if (verdicts == null) {
            link.drop(RedisException.unavailable("Redis is away: the connection broke"));
            return;
        }
        underWay.remove(batch);
        backlog.sendAgain(verdicts.again());
        backlog.settle(verdicts.refused().keySet());
        verdicts.refused().forEach(this::refuse);
        flush();
    }

    private void refuse(Call call, String error) {
        RedisException failure = RedisException.of(call.name, error);
        fail(call, failure);
        if (failure.code().equals("READONLY") || failure.code().equals("MASTERDOWN")) {
            // Another address, or the same after a while, leads to the primary.
            link.drop(RedisException.unavailable("Redis is away: it has become a replica"));
        }
    }

    private void succeed(Call call, @Nullable Response reply) {
        observer.answered(call.name, System.nanoTime() - call.since, true);
        try {
            call.answer.complete(reply);
        } catch (RuntimeException e) {
            LOG.error("what followed a Redis answer failed", e);
        }
    }

    private void fail(Call call, RedisException why) {
        observer.answered(call.name, System.nanoTime() - call.since, false);
        try {
            call.answer.fail(why);
        } catch (RuntimeException e) {
            LOG.error("what followed a Redis failure failed", e);
        }
    }

    // ---- the connection -------------------------------------------------------------------------------------------

    @Override
    public void up(RedisConnection fresh) {
        connection = fresh;
        lastAnswer = System.nanoTime();
        changed.run();
    }

    @Override
    public void down(RedisException why) {
        connection = null;
        List<Call> lost = new ArrayList<>();
        underWay.forEach(batch -> lost.addAll(batch.calls()));
        lost.addAll(backlog.clear());
        underWay.clear();
        changed.run();
        lost.forEach(call -> fail(call, why));
    }

    private void checkSoon() {
        if (!checking) {
            checking = true;
            context.owner().setTimer(CHECK_MILLIS, timer -> {
                checking = false;
                check();
            });
        }
    }

    private void check() {
        Batch oldest = underWay.peek();
        if (oldest == null) {
            return;
        }
        if (oldest.isOverdue()) {
            link.drop(RedisException.unavailable("Redis is away: no answer in time"));
        } else {
            checkSoon();
        }
    }

    /** A connection that has been silent may be dead without either side knowing. */
    private void heartbeat() {
        long trusted = limits.heartbeat().toNanos() * (LOOKS - 1) / LOOKS;
        boolean silent = System.nanoTime() - lastAnswer >= trusted;
        if (connection != null && backlog.isIdle() && silent) {
            send(Request.cmd(Command.PING)).onFailure(cause -> LOG.debug("a Redis heartbeat failed", cause));
        }
    }
}
