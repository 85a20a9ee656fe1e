package dev.tidegate.ingest;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets customers in to their pages, under the same limits as everybody else. */
final class PageDoor {
    private static final Logger LOG = LoggerFactory.getLogger(PageDoor.class);
    private static final CharSequence ALLOWED = HttpHeaders.createOptimized("GET, HEAD, POST");

    /** The latter is what some mail programs send for RFC 8058. */
    private static final Set<String> FORMS = Set.of("application/x-www-form-urlencoded", "multipart/form-data");

    private final CustomerPages pages;
    private final Context eventLoop;
    private final HeadCheck heads;
    private final BodyReader bodies;
    private final Load load;
    private final Replies replies;

    PageDoor(CustomerPages pages, Context eventLoop, HeadCheck heads, BodyReader bodies, Load load, Replies replies) {
        this.pages = pages;
        this.eventLoop = eventLoop;
        this.heads = heads;
        this.bodies = bodies;
        this.load = load;
        this.replies = replies;
    }

    void visit(HttpServerRequest request, Directory.Place.Page page) {
        boolean looks = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        if (!looks && request.method() != HttpMethod.POST) {
            request.response().putHeader(HttpHeaders.ALLOW, ALLOWED);
            replies.problem(request, Problem.NO_SUCH_METHOD);
            return;
        }
        Problem fault = looks ? null : heads.fault(request, FORMS, true);
        if (fault != null || !load.begin()) {
            replies.problem(request, fault != null ? fault : Problem.OVERLOADED);
            return;
        }
        Exchange exchange = new Exchange(request, "");
        Future<Body> body = looks ? Future.succeededFuture(new Body.Complete(new byte[0])) : bodies.read(exchange);
        var unused =
                body.compose(read -> answer(exchange, page, read, looks)).onComplete(done -> load.end(exchange.held()));
        FrontDoor.continueIfAsked(request);
    }

    private Future<?> answer(Exchange exchange, Directory.Place.Page page, Body body, boolean looks) {
        HttpServerRequest request = exchange.request();
        if (!(body instanceof Body.Complete(byte[] bytes))) {
            Problem problem = problemOf(body);
            if (problem != null) {
                replies.problem(request, problem);
            }
            return Future.succeededFuture();
        }
        String languages = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        CustomerPages.Visit visit = new CustomerPages.Visit(
                page.kind(),
                page.token(),
                languages == null ? "" : languages,
                looks ? null : new String(bytes, StandardCharsets.UTF_8));
        return here(pages.answer(visit))
                .onSuccess(shown -> replies.page(request, shown))
                .onFailure(fault -> {
                    LOG.atWarn()
                            .addKeyValue("fault", fault.getClass().getName())
                            .log("customer page failed");
                    replies.problem(request, Problem.PAGE_UNAVAILABLE);
                });
    }

    private @Nullable Problem problemOf(Body body) {
        return switch (body) {
            case Body.Complete complete -> null;
            case Body.TooLarge large -> heads.tooLarge();
            case Body.TooSlow slow -> Problem.TOO_SLOW;
            case Body.Broken broken -> Problem.BROKEN;
            case Body.NoRoom full -> Problem.OVERLOADED;
            case Body.Abandoned gone -> null;
        };
    }

    /** The pages may be made on another loop; the load is counted on this one. */
    private <T> Future<T> here(Future<T> elsewhere) {
        Promise<T> here = Promise.promise();
        var unused = elsewhere.onComplete(done -> eventLoop.runOnContext(turn -> here.handle(done)));
        return here.future();
    }
}
