package dev.tidegate.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that comes back by itself, for ever. Lives on one event-loop context; every method is called there.
 *
 * <p>Each attempt has a client of its own, and a connection is ended by closing its client: closing a pooled connection
 * would only give it back to the pool, with the replies it still owes.
 */
final class HeldConnection {
    private static final Logger LOG = LoggerFactory.getLogger(HeldConnection.class);
    /** The smallest bound on commands that the client may hold; the lane's own bound is reached before. */
    private static final int SPARE = 64;

    private final Context context;
    private final RedisSettings settings;
    private final RandomGenerator random;
    private final String name;
    private final boolean push;
    private final Holder holder;

    private @Nullable Redis client;
    private @Nullable RedisConnection connection;
    private boolean closed;
    private int failures;
    private int turn;
    private String trouble = "not tried yet";

    /** What is told of the connection's coming and going. */
    interface Holder {
        void up(RedisConnection connection);

        void down(RedisException why);
    }

    /** @param push whether Redis shall send messages by itself, which takes the newer protocol */
    HeldConnection(
            Context context, RedisSettings settings, RandomGenerator random, String name, boolean push, Holder holder) {
        this.context = context;
        this.settings = settings;
        this.random = random;
        this.name = name;
        this.push = push;
        this.holder = holder;
    }

    /** The first attempt; the others follow by themselves. */
    void open() {
        RedisUri uri = settings.uris().get(turn++ % settings.uris().size());
        connect(uri).onSuccess(this::connected).onFailure(cause -> failed(uri, cause));
    }

    private Future<RedisConnection> connect(RedisUri uri) {
        long limit = 2 * settings.limits().connectTimeout().toMillis();
        try {
            Redis attempt = Redis.createClient(vertx(), options(uri));
            client = attempt;
            return attempt.connect().compose(HeldConnection::checkPrimary).timeout(limit, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private RedisOptions options(RedisUri uri) {
        RedisSettings.Limits limits = settings.limits();
        NetClientOptions net = new NetClientOptions()
                .setConnectTimeout((int) limits.connectTimeout().toMillis())
                .setSsl(uri.isTls())
                .setHostnameVerificationAlgorithm("HTTPS")
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        return new RedisOptions()
                .setNetClientOptions(net)
                .setConnectionString(uri.secretText())
                .setProtocolNegotiation(push)
                .setPreferredProtocolVersion(ProtocolVersion.RESP3)
                .setPoolName("redis")
                .setMaxPoolSize(1)
                .setPoolRecycleTimeout(-1)
                .setPoolCleanerInterval(-1)
                .setMaxWaitingHandlers(limits.maxInFlight() + SPARE);
    }

    /** The client takes a missing password for a success, and a replica would refuse every write. */
    private static Future<RedisConnection> checkPrimary(RedisConnection connection) {
        return connection
                .send(Request.cmd(Command.ROLE))
                .map(HeldConnection::isPrimary)
                .recover(cause -> cause instanceof ErrorType error && error.is("NOPERM")
                        ? Future.succeededFuture(true)
                        : Future.failedFuture(cause))
                .compose(primary -> primary
                        ? Future.succeededFuture(connection)
                        : Future.failedFuture(RedisException.unavailable("Redis is a replica")));
    }

    private static boolean isPrimary(@Nullable Response role) {
        return role != null && role.get(0).toString().equals("master");
    }

    private void connected(RedisConnection fresh) {
        if (closed) {
            closeClient();
            return;
        }
        // the first time it is what everybody expects, and there are several connections
        (failures == 0 ? LOG.atDebug() : LOG.atInfo())
                .addKeyValue("connection", name)
                .log("connected to Redis");
        connection = fresh;
        fresh.endHandler(end -> lost(fresh, "the connection was closed"));
        fresh.exceptionHandler(cause -> lost(fresh, reason(cause)));
        holder.up(fresh);
    }

    private void lost(RedisConnection which, String why) {
        if (connection == which) {
            drop(RedisException.unavailable("Redis is away: " + why));
        }
    }

    private void failed(RedisUri uri, Throwable cause) {
        if (closed) {
            return;
        }
        trouble = uri + ": " + reason(cause);
        if (failures == 0) {
            LOG.atWarn()
                    .addKeyValue("connection", name)
                    .addKeyValue("why", trouble)
                    .log("cannot connect to Redis");
        }
        closeClient();
        retry();
    }

    /** Ends the present connection, whatever it still owes, and begins anew. */
    void drop(RedisException why) {
        if (connection == null) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("connection", name)
                .addKeyValue("why", why.getMessage())
                .log("lost Redis");
        connection = null;
        closeClient();
        holder.down(why);
        retry();
    }

    private void retry() {
        if (closed) {
            return;
        }
        failures++;
        long wait = settings.limits().backoff().after(failures, random).toMillis();
        vertx().setTimer(Math.max(1, wait), timer -> {
            if (!closed) {
                open();
            }
        });
    }

    /** The connection has proved good, so that the next attempts come quickly again. */
    void proved() {
        failures = 0;
    }

    /** Why the last attempt failed, for people. */
    String trouble() {
        return trouble;
    }

    Future<Void> close() {
        closed = true;
        RedisConnection last = connection;
        connection = null;
        if (last != null) {
            holder.down(RedisException.unavailable("the gateway is stopping"));
        }
        Redis open = client;
        client = null;
        return open == null ? Future.succeededFuture() : open.close();
    }

    private void closeClient() {
        Redis open = client;
        client = null;
        if (open != null) {
            open.close().onFailure(cause -> LOG.debug("closing a Redis client failed", cause));
        }
    }

    private Vertx vertx() {
        return context.owner();
    }

    /** Nothing from the client's exceptions but what is known to hold no command. */
    private static String reason(Throwable cause) {
        return switch (cause) {
            case RedisException known -> String.valueOf(known.getMessage());
            case ErrorType error -> "Redis answers " + RedisException.code(String.valueOf(error.getMessage()));
            case TimeoutException timeout -> "no answer in time";
            case ConnectException refused -> "connection refused";
            case UnknownHostException unknown -> "unknown host";
            case SSLException tls -> "TLS failed";
            case IOException broke -> "the connection broke";
            default -> cause.getClass().getSimpleName();
        };
    }
}
