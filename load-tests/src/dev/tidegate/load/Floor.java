package dev.tidegate.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;

/**
 * The least that an honest webhook intake has to do, done as fast as this platform allows: read the body, check the
 * signature, walk the JSON, and make the event durable once, before the answer. No routing, no mapping, no validation, no
 * metrics, one source, one stream. It is the yardstick, not a gateway.
 */
public final class Floor extends VerticleBase {
    private static final String LUA = """
        local r={} local st=KEYS[1] local ttl=ARGV[1]
        for i=2,#KEYS do
          if redis.call('SET',KEYS[i],'1','NX','PX',ttl) then redis.call('XADD',st,'*','p',ARGV[i]) r[i-1]='1'
          else r[i-1]='0' end
        end
        return table.concat(r)\
        """;
    /** 24 h, as the gateway's dedup window. */
    private static final String TTL_MILLIS = "86400000";

    private static final int MOST_IN_FLIGHT = 2;
    private static final int MOST_IN_BATCH = 128;
    private static final int MOST_WAITING = 100_000;
    private static final Buffer NEW = Buffer.buffer("{\"accepted\":1,\"duplicates\":0}");
    private static final Buffer KNOWN = Buffer.buffer("{\"accepted\":0,\"duplicates\":1}");

    private final int port;
    private final int redisPort;
    private final int storedBytes;
    private final Mac mac;
    private final JsonFactory json = new JsonFactory();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int inFlight;
    private boolean flushPlanned;
    private RedisConnection redis;
    private String sha;

    private Floor(int port, int redisPort, int storedBytes, String secret) {
        this.port = port;
        this.redisPort = redisPort;
        this.storedBytes = storedBytes;
        this.mac = Requests.mac(secret);
    }

    private record Waiting(HttpServerRequest request, String key, byte[] stored) {}

    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        int redisPort = Integer.parseInt(args[1]);
        int storedBytes = Integer.parseInt(args[2]);
        int loops = Integer.parseInt(args[3]);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        vertx.deployVerticle(
                        () -> new Floor(port, redisPort, storedBytes, args[4]),
                        new DeploymentOptions().setInstances(loops))
                .onSuccess(id -> Orders.answer("ready"))
                .onFailure(e -> {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(1);
                });
        Orders.listen(() -> {});
    }

    @Override
    public Future<?> start() {
        RedisOptions options = new RedisOptions()
                .setConnectionString("redis://127.0.0.1:" + redisPort)
                .setMaxWaitingHandlers(MOST_WAITING)
                .setProtocolNegotiation(false);
        return Redis.createClient(vertx, options)
                .connect()
                .compose(connection -> {
                    redis = connection;
                    return redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(LUA));
                })
                .compose(loaded -> {
                    sha = loaded.toString();
                    return vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(1024))
                            .requestHandler(this::read)
                            .listen(port, "127.0.0.1");
                });
    }

    private void read(HttpServerRequest request) {
        request.body().onSuccess(body -> take(request, body.getBytes()));
    }

    private void take(HttpServerRequest request, byte[] body) {
        String signature = request.getHeader("X-Shopify-Hmac-Sha256");
        String id = request.getHeader("X-Shopify-Webhook-Id");
        if (signature == null || id == null || !isSignedBy(signature, body)) {
            refuse(request, 401);
        } else if (!isJson(body)) {
            refuse(request, 400);
        } else if (waiting.size() >= MOST_WAITING) {
            refuse(request, 503);
        } else {
            waiting.add(new Waiting(request, "d:" + id, Arrays.copyOf(body, storedBytes)));
            planFlush();
        }
    }

    private boolean isSignedBy(String signature, byte[] body) {
        byte[] given;
        try {
            given = Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return MessageDigest.isEqual(given, mac.doFinal(body));
    }

    private boolean isJson(byte[] body) {
        try (JsonParser parser = json.createParser(body)) {
            while (parser.nextToken() != null) {
                // every token is looked at, none is kept
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** At the end of the loop's turn, so that everything the turn brought goes out together; never by a timer. */
    private void planFlush() {
        if (!flushPlanned && inFlight < MOST_IN_FLIGHT) {
            flushPlanned = true;
            context.runOnContext(ignored -> {
                flushPlanned = false;
                flush();
            });
        }
    }

    private void flush() {
        while (inFlight < MOST_IN_FLIGHT && !waiting.isEmpty()) {
            int size = Math.min(MOST_IN_BATCH, waiting.size());
            List<Waiting> batch = new ArrayList<>(size);
            Request call = Request.cmd(Command.EVALSHA).arg(sha).arg(size + 1).arg("q");
            for (int i = 0; i < size; i++) {
                Waiting one = waiting.poll();
                batch.add(one);
                call.arg(one.key());
            }
            call.arg(TTL_MILLIS);
            batch.forEach(one -> call.arg(one.stored()));
            inFlight++;
            redis.send(call).onComplete(reply -> {
                inFlight--;
                answer(batch, reply.succeeded() ? reply.result() : null);
                flush();
            });
        }
    }

    private static void answer(List<Waiting> batch, Response reply) {
        byte[] fates = reply == null ? null : reply.toBytes();
        for (int i = 0; i < batch.size(); i++) {
            HttpServerRequest request = batch.get(i).request();
            if (fates == null) {
                refuse(request, 503);
            } else {
                request.response()
                        .setStatusCode(202)
                        .putHeader("content-type", "application/json")
                        .end(fates[i] == '1' ? NEW : KNOWN);
            }
        }
    }

    private static void refuse(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end();
    }
}
