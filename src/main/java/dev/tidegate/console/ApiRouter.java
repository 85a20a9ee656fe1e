package dev.tidegate.console;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the operator API's routes onto HTTP: lets callers in, calls the route, and writes the answer. */
final class ApiRouter {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRouter.class);
    private static final String CALLER = "caller";
    private static final String RETRY_SECONDS = "2";

    private static final ApiAnswer UNAVAILABLE = ApiAnswer.problem(
            503, "unavailable", "Redis does not answer", "Ask again in a moment; GET /readyz tells how it stands.");

    private final Access access;
    private final List<ApiRoute> routes;

    ApiRouter(Access access, List<ApiRoute> routes) {
        this.access = access;
        this.routes = routes;
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(this::letIn);
        for (ApiRoute route : routes) {
            io.vertx.ext.web.Route mounted = router.route(route.method(), route.path());
            if (route.method() == HttpMethod.GET) {
                mounted.method(HttpMethod.HEAD);
            }
            mounted.handler(context -> call(context, route));
        }
        return router;
    }

    private void letIn(RoutingContext context) {
        switch (access.judge(context.request(), context.normalizedPath())) {
            case Access.Judgement.Granted(String name) -> {
                context.put(CALLER, name);
                context.next();
            }
            case Access.Judgement.Refused(ApiAnswer answer) -> {
                if (answer.status() == 401) {
                    context.response().putHeader(HttpHeaders.createOptimized("www-authenticate"), "Bearer");
                }
                send(context, answer);
            }
        }
    }

    private static void call(RoutingContext context, ApiRoute route) {
        if (route.body().refuses(context.request())) {
            send(context, route.body().refusal());
            return;
        }
        var unused = route.body()
                .read(context.request())
                .compose(body -> route.action()
                        .answer(new ApiCall(
                                part(context, "subject"), part(context, "item"), context.queryParams()::get, body)))
                .otherwise(fault -> {
                    LOG.atWarn()
                            .addKeyValue("route", route.path())
                            .addKeyValue("fault", fault.getClass().getName())
                            .log("operator call failed");
                    return UNAVAILABLE;
                })
                .onSuccess(answer -> {
                    if (route.method() != HttpMethod.GET) {
                        LOG.atInfo()
                                .addKeyValue("caller", context.<String>get(CALLER))
                                .addKeyValue("command", route.method() + " " + route.path())
                                .addKeyValue("status", answer.status())
                                .log("operator command");
                    }
                    send(context, answer);
                });
    }

    private static String part(RoutingContext context, String name) {
        String part = context.pathParam(name);
        return part == null ? "" : part;
    }

    /** The methods that a path below {@code /v1} knows. */
    String allowed(String path) {
        return routes.stream()
                .filter(route -> route.leadsFrom(path))
                .map(route -> route.method() == HttpMethod.GET
                        ? "GET, HEAD"
                        : route.method().name())
                .collect(Collectors.joining(", "));
    }

    static void send(RoutingContext context, ApiAnswer answer) {
        HttpServerResponse response = context.response();
        if (answer.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        if (!response.closed() && !response.ended()) {
            var unused = response.setStatusCode(answer.status())
                    .putHeader(
                            HttpHeaders.CONTENT_TYPE,
                            answer.isProblem() ? "application/problem+json" : "application/json")
                    .end(Buffer.buffer(answer.body())); // fails only when the caller has gone
        }
    }
}
