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
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

    private final Context context;
    private final RedisSettings.Limits limits;
    private final RedisObserver observer;
    private final Consumer<RedisLane> changed;
    private final HeldConnection link;

    private final ArrayDeque<Call> queue = new ArrayDeque<>();
    private final ArrayDeque<Batch> underWay = new ArrayDeque<>();
    private int calls;
    private long bytes;
    private boolean flushing;
    private boolean watching;
    private long lastAnswer;
    private long heartbeatTimer = -1;
    private @Nullable RedisConnection connection;

    /** Some calls in one write. */
    private static final class Batch {
        final List<Call> calls;
        final long deadline;
        boolean overdue;

        Batch(List<Call> calls, long deadline) {
            this.calls = calls;
            this.deadline = deadline;
        }
    }

    /** @param changed told when the connection has come or gone */
    RedisLane(
            Context context,
            RedisSettings settings,
            RandomGenerator random,
            String name,
            RedisObserver observer,
            Consumer<RedisLane> changed) {
        this.context = context;
        this.limits = settings.limits();
        this.observer = observer;
        this.changed = changed;
        this.link = new HeldConnection(context, settings, random, name, false, this);
    }

    /** Begins to connect. */
    void open() {
        link.open();
        heartbeatTimer = context.owner().setPeriodic(limits.heartbeat().toMillis(), timer -> heartbeat());
    }

    boolean isUp() {
        return connection != null;
    }

    String trouble() {
        return link.trouble();
    }

    Future<Void> close() {
        context.owner().cancelTimer(heartbeatTimer);
        return link.close();
    }

    Future<@Nullable Response> send(Request request) {
        Promise<@Nullable Response> answer = promise();
        return submit(new Call.Plain(request, answer));
    }

    /** @param durable whether the answer is to wait until a replica has what was written */
    Future<@Nullable Response> run(Script script, List<Key> keys, List<byte[]> args, boolean durable) {
        Promise<@Nullable Response> answer = promise();
        return submit(new Call.Scripted(script, keys, args, durable, answer));
    }

    /** Completes on the caller's own context. */
    private Promise<@Nullable Response> promise() {
        return ((ContextInternal) context.owner().getOrCreateContext()).promise();
    }

    private Future<@Nullable Response> submit(Call call) {
        if (((ContextInternal) context).inThread()) {
            enqueue(call);
        } else {
            context.runOnContext(turn -> enqueue(call));
        }
        return call.answer.future();
    }

    private void enqueue(Call call) {
        if (connection == null) {
            fail(call, RedisException.unavailable("Redis is away: " + link.trouble()));
        } else if (calls >= limits.maxInFlight() || bytes + call.bytes > limits.maxBytesInFlight()) {
            fail(call, RedisException.busy());
        } else {
            calls++;
            bytes += call.bytes;
            queue.add(call);
            flushSoon();
        }
    }

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
        while (connection != null && !queue.isEmpty() && underWay.size() < MAX_BATCHES) {
            write(connection, nextBatch());
        }
    }

    private Batch nextBatch() {
        List<Call> batch = new ArrayList<>(Math.min(queue.size(), limits.batchCommands()));
        long size = 0;
        long patience = limits.commandTimeout().toNanos();
        boolean durable = false;
        while (!queue.isEmpty() && batch.size() < limits.batchCommands()) {
            Call next = queue.peek();
            boolean fits = size + next.bytes <= limits.batchBytes() && !next.alone();
            if (!batch.isEmpty() && !fits) {
                break;
            }
            batch.add(queue.remove());
            size += next.bytes;
            durable |= next.durable;
            if (next.alone()) {
                break;
            }
        }
        if (durable) {
            patience += limits.replicaTimeout().toNanos();
        }
        long deadline = System.nanoTime() + patience;
        Batch before = underWay.peekLast();
        return new Batch(batch, before == null ? deadline : Math.max(deadline, before.deadline));
    }

    private void write(RedisConnection to, Batch batch) {
        List<Request> requests = new ArrayList<>(batch.calls.size() + 1);
        boolean durable = false;
        for (Call call : batch.calls) {
            requests.add(call.request());
            durable |= call.durable;
        }
        if (durable) {
            // On the same connection and after the scripts: it waits for all that this connection has written or read.
            requests.add(
                    Request.cmd(Command.WAIT).arg(1).arg(limits.replicaTimeout().toMillis()));
        }
        underWay.add(batch);
        watchSoon();
        to.batch(requests).onComplete(result -> answered(batch, result));
    }

    private void answered(Batch batch, AsyncResult<List<Response>> result) {
        if (!underWay.contains(batch)) {
            return;
        }
        lastAnswer = System.nanoTime();
        if (result.succeeded()) {
            underWay.remove(batch);
            link.proved();
            succeed(batch, result.result());
            flush();
        } else {
            // The client tells of a lost connection only after it has failed what was under way: look in the next turn.
            context.runOnContext(turn -> sortOut(batch, result.cause()));
        }
    }

    private void succeed(Batch batch, List<Response> replies) {
        int count = batch.calls.size();
        boolean replicated = replies.size() == count || replies.get(count).toInteger() > 0;
        for (int i = 0; i < count; i++) {
            Call call = batch.calls.get(i);
            if (call.durable && !replicated) {
                done(call);
                fail(call, RedisException.notReplicated());
            } else {
                done(call);
                succeed(call, replies.get(i));
            }
        }
    }

    private void sortOut(Batch batch, Throwable cause) {
        if (!underWay.contains(batch)) {
            return;
        }
        Map<Integer, String> errors = errors(batch, cause);
        if (errors == null) {
            link.drop(RedisException.unavailable("Redis is away: the connection broke"));
            return;
        }
        underWay.remove(batch);
        String waitError = errors.get(batch.calls.size());
        // From the last to the first, so that those sent again stand in the queue as they did before.
        for (int i = batch.calls.size() - 1; i >= 0; i--) {
            Call call = batch.calls.get(i);
            String error = errors.get(i);
            if (error == null && waitError != null && call.durable) {
                error = waitError;
            }
            if (error == null) {
                again(call);
            } else if (error.startsWith("NOSCRIPT") && call.unknownScript()) {
                queue.addFirst(call);
            } else {
                done(call);
                refused(call, error);
            }
        }
        flushSoon();
    }

    /** The error replies by their place in the batch, or null when the connection is in an unknown state. */
    private static @Nullable Map<Integer, String> errors(Batch batch, Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof ErrorType) {
            Map<Integer, String> errors = BatchErrors.parse(text);
            return errors.isEmpty() ? null : errors;
        }
        if (text.startsWith("Redis command is not valid") || text.startsWith("PubSub command")) {
            // The client has sent nothing of it. When the command is alone, it is the one.
            return batch.calls.size() == 1 ? Map.of(0, "ERR not a valid command") : Map.of();
        }
        return null;
    }

    private void again(Call call) {
        call.tries++;
        queue.addFirst(call);
    }

    private void refused(Call call, String error) {
        RedisException failure = RedisException.of(call.name, error);
        fail(call, failure);
        if (failure.code().equals("READONLY") || failure.code().equals("MASTERDOWN")) {
            // It has become a replica: another address, or the same after a while, leads to the primary.
            link.drop(RedisException.unavailable("Redis is away: it has become a replica"));
        }
    }

    private void done(Call call) {
        calls--;
        bytes -= call.bytes;
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
        changed.accept(this);
    }

    @Override
    public void down(RedisException why) {
        connection = null;
        List<Call> lost = new ArrayList<>();
        underWay.forEach(batch -> lost.addAll(batch.calls));
        lost.addAll(queue);
        underWay.clear();
        queue.clear();
        calls = 0;
        bytes = 0;
        changed.accept(this);
        lost.forEach(call -> fail(call, why));
    }

    private void watchSoon() {
        if (!watching) {
            watching = true;
            context.owner().setTimer(CHECK_MILLIS, timer -> {
                watching = false;
                giveUpOverdue();
            });
        }
    }

    private void giveUpOverdue() {
        Batch oldest = underWay.peek();
        if (oldest == null) {
            return;
        }
        if (System.nanoTime() - oldest.deadline < 0) {
            watchSoon();
        } else if (!oldest.overdue) {
            // Perhaps it was this process that stood still: let it read what has arrived meanwhile.
            oldest.overdue = true;
            watchSoon();
        } else {
            link.drop(RedisException.unavailable("Redis is away: no answer in time"));
        }
    }

    /** A connection that has been silent may be dead without either side knowing. */
    private void heartbeat() {
        boolean silent = System.nanoTime() - lastAnswer >= limits.heartbeat().toNanos() / 2;
        if (connection != null && calls == 0 && silent) {
            send(Request.cmd(Command.PING)).onFailure(cause -> LOG.debug("a Redis heartbeat failed", cause));
        }
    }
}
