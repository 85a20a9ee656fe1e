package dev.tidegate.app;

import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.connector.http.HttpResult;
import dev.tidegate.domain.Digests;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.source.SourceTools;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What sources look up: pages on the public internet, and which tokens were used before. All on one event loop. */
final class LookUps implements SourceTools {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 8;
    private static final int LARGEST = 64 * 1024;

    /** Longer than any provider signs a token for. */
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(24);

    private final Context loop;
    private final RedisRouter redis;
    private final Keys keys;
    private final HttpCall http;

    LookUps(Vertx vertx, Context loop, RedisRouter redis, Keys keys, InstantSource clock) {
        this.loop = loop;
        this.redis = redis;
        this.keys = keys;
        this.http = new HttpCall(vertx, HostLookup.system(), clock, CONNECTIONS);
    }

    @Override
    public Future<byte[]> fetch(URI url) {
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            return Future.failedFuture("only https is fetched");
        }
        EspRequest.Http request = new EspRequest.Http("GET", url, Map.of(), new byte[0]);
        return onLoop(() -> http.send(request, DEADLINE, false).compose(LookUps::body));
    }

    @Override
    public Future<Boolean> isFirstUse(String source, String token, byte[] body) {
        Key key = keys.sourceToken(source, token);
        String digest = Digests.base64Url(Digests.sha256().digest(body), 16);
        Request claim = Request.cmd(Command.SET)
                .arg(key.name())
                .arg(digest)
                .arg("NX")
                .arg("PX")
                .arg(TOKEN_LIFETIME.toMillis());
        Request look = Request.cmd(Command.GET).arg(key.name());
        return onLoop(() -> redis.send(Lane.ACCEPT, key, claim)
                .compose(claimed -> claimed != null
                        ? Future.succeededFuture(true)
                        : redis.send(Lane.ACCEPT, key, look).map(known -> isSame(known, digest))));
    }

    Future<Void> close() {
        return http.close();
    }

    private static boolean isSame(@Nullable Response known, String digest) {
        return known != null && known.toString().equals(digest);
    }

    private static Future<byte[]> body(HttpResult result) {
        return result instanceof HttpResult.Answered(var answer)
                        && answer.status() == 200
                        && answer.body().length < LARGEST
                ? Future.succeededFuture(answer.body())
                : Future.failedFuture("cannot be fetched");
    }

    /** Does it on the loop that the connections belong to, and answers on the caller's. */
    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        ContextInternal caller = ContextInternal.current();
        Promise<T> done = caller == null ? Promise.promise() : caller.promise();
        loop.runOnContext(turn -> work.get().onComplete(done));
        return done.future();
    }
}
