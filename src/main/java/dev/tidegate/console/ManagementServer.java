package dev.tidegate.console;

import dev.tidegate.telemetry.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The management port: health and metrics for machines, which need no token, and the operator API for people. */
public final class ManagementServer {
    private static final String API = "/v1";
    private static final Duration IDLE = Duration.ofSeconds(60);

    private static final ApiAnswer NOTHING = ApiAnswer.problem(
            404,
            "unknown-path",
            "Nothing is here",
            "There are /livez, /readyz, /metrics, and the operator API under /v1.");

    private static final ApiAnswer WRONG_METHOD = ApiAnswer.problem(
            405, "method-not-allowed", "Method not allowed", "The Allow header names the methods that are.");

    private static final ApiAnswer BAD_REQUEST =
            ApiAnswer.problem(400, "malformed-http", "Not valid HTTP", "Check how the path is encoded.");

    private static final ApiAnswer BROKEN = ApiAnswer.problem(
            500, "internal", "Something went wrong here", "Try again; if this stays, look into the gateway's log.");

    private final Vertx vertx;
    private final ManagementSettings settings;
    private final Readiness readiness;
    private final Meters meters;
    private final Counting counting;
    private final OperatorApi api;
    private @Nullable HttpServer server;

    public ManagementServer(
            Vertx vertx,
            ManagementSettings settings,
            Readiness readiness,
            Meters meters,
            Counting counting,
            OperatorApi api) {
        this.vertx = vertx;
        this.settings = settings;
        this.readiness = readiness;
        this.meters = meters;
        this.counting = counting;
        this.api = api;
    }

    /** Listens; completes with the port. */
    public Future<Integer> start() {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(IDLE.toMillis()))
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(true);
        HttpServer created = vertx.createHttpServer(options).requestHandler(router());
        server = created;
        return created.listen(settings.port(), settings.host()).map(HttpServer::actualPort);
    }

    /** Stops listening and closes what is open. */
    public Future<Void> stop() {
        return server == null ? Future.succeededFuture() : server.close();
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(ManagementServer::secure);
        router.route("/livez").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::live);
        router.route("/readyz").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::ready);
        router.route("/metrics").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::metrics);
        ApiRouter operators = new ApiRouter(new Access(settings.tokens()), api.routes());
        router.route(API + "/*").subRouter(operators.router(vertx));
        router.errorHandler(404, context -> ApiRouter.send(context, NOTHING));
        router.errorHandler(405, context -> {
            String path = context.normalizedPath();
            String allowed = path.startsWith(API) ? operators.allowed(path.substring(API.length())) : "GET, HEAD";
            context.response().putHeader(HttpHeaders.ALLOW, allowed);
            ApiRouter.send(context, WRONG_METHOD);
        });
        router.errorHandler(400, context -> ApiRouter.send(context, BAD_REQUEST));
        router.errorHandler(500, context -> ApiRouter.send(context, BROKEN));
        return router;
    }

    private static void secure(RoutingContext context) {
        context.response()
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        context.next();
    }

    private void live(RoutingContext context) {
        ApiRouter.send(context, ApiAnswer.ok(AnswerWriter.health("alive", List.of())));
    }

    /** Not a problem in the sense of RFC 9457: a prober wants the state, whatever it is. */
    private void ready(RoutingContext context) {
        List<String> reasons = readiness.reasonsAgainst();
        var unused = context.response()
                .setStatusCode(reasons.isEmpty() ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(AnswerWriter.health(reasons.isEmpty() ? "ready" : "not ready", reasons)));
    }

    private void metrics(RoutingContext context) {
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        var unused = counting.count()
                .otherwiseEmpty()
                .compose(counted -> vertx.executeBlocking(() -> meters.scrape(accept), false))
                .onSuccess(scraped -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, scraped.contentType())
                        .end(scraped.body()))
                .onFailure(context::fail);
    }
}
