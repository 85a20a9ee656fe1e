package dev.tidegate.ingest;

import dev.tidegate.source.Greeting;
import dev.tidegate.telemetry.EventOutcome;
import dev.tidegate.telemetry.IngestMetrics;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where every request comes in: finds out whom it is for, lets it in or not, and sees to its answer and its counting. */
final class FrontDoor {
    private static final CharSequence POST = HttpHeaders.createOptimized("POST");
    private static final CharSequence POST_OPTIONS = HttpHeaders.createOptimized("OPTIONS, POST");
    private static final CharSequence GET_HEAD = HttpHeaders.createOptimized("GET, HEAD");

    private Directory directory;
    private final HeadCheck heads;
    private final Load load;
    private final Reception reception;
    private final PageDoor pages;
    private final Replies replies;

    FrontDoor(Directory directory, HeadCheck heads, Load load, Reception reception, PageDoor pages, Replies replies) {
        this.directory = directory;
        this.heads = heads;
        this.load = load;
        this.reception = reception;
        this.pages = pages;
        this.replies = replies;
    }

    /** Leads to other sources from now on; a request under way stays with the source that it was let in for. */
    void lead(Directory elsewhere) {
        directory = elsewhere;
    }

    void handle(HttpServerRequest request) {
        if (request.response().writeQueueFull()) {
            holdBack(request);
        } else {
            dispatch(request);
        }
    }

    /** Reads no more from a sender that sends on and on and takes no answers. */
    private void holdBack(HttpServerRequest request) {
        request.pause();
        request.response().drainHandler(ready -> {
            request.response().drainHandler(null);
            dispatch(request);
            request.resume();
        });
    }

    private void dispatch(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_1_1 && request.getHeader(HttpHeaders.HOST) == null) {
            replies.problem(request, Problem.BROKEN);
            return;
        }
        switch (directory.find(request.path())) {
            case Directory.Place.Webhook(Desks desks, String rest) -> webhook(request, desks, rest);
            case Directory.Place.Call(Desks desks, String call) -> call(request, desks, call);
            case Directory.Place.Page page -> pages.visit(request, page);
            case Directory.Place.Script script -> script(request);
            case Directory.Place.Nowhere(Problem problem) -> replies.problem(request, problem);
        }
    }

    private void webhook(HttpServerRequest request, Desks desks, String rest) {
        if (request.method() == HttpMethod.POST) {
            letIn(request, desks, rest);
            return;
        }
        Greeting greeting = desks.greet(
                request.method().name(),
                new RequestHeaders(request.headers()),
                Objects.requireNonNullElse(request.query(), ""));
        if (greeting != null) {
            replies.greeting(request, greeting);
        } else {
            request.response().putHeader(HttpHeaders.ALLOW, POST);
            replies.problem(request, Problem.NOT_POST);
        }
    }

    private void call(HttpServerRequest request, Desks desks, String call) {
        if (request.method() == HttpMethod.OPTIONS) {
            directory.cors().allowPreflight(request);
            replies.empty(request);
            return;
        }
        directory.cors().allow(request);
        if (request.method() == HttpMethod.POST) {
            letIn(request, desks, call);
        } else {
            request.response().putHeader(HttpHeaders.ALLOW, POST_OPTIONS);
            replies.problem(request, Problem.NOT_POST);
        }
    }

    private void script(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
            replies.snippet(request);
        } else {
            request.response().putHeader(HttpHeaders.ALLOW, GET_HEAD);
            replies.problem(request, Problem.NOT_GET);
        }
    }

    private void letIn(HttpServerRequest request, Desks desks, String call) {
        Problem fault = heads.fault(request, desks.contentTypes(), desks.takesUntyped());
        if (fault != null) {
            refuse(request, new Reception.Outcome.Refused(desks.meter(), EventOutcome.INVALID, fault));
            return;
        }
        if (!load.begin()) {
            Problem full = Problem.OVERLOADED.as(desks.answers().overloaded());
            refuse(request, new Reception.Outcome.Refused(desks.meter(), EventOutcome.OVERLOADED, full));
            return;
        }
        Exchange exchange = new Exchange(request, call);
        var unused = reception.take(exchange, desks).onSuccess(outcome -> {
            load.end(exchange.held());
            answer(exchange, outcome);
        });
        continueIfAsked(request);
    }

    static void continueIfAsked(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_1_1
                && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            var unused = request.response().writeContinue();
        }
    }

    private void answer(Exchange exchange, Reception.Outcome outcome) {
        switch (outcome) {
            case Reception.Outcome.Stored(Desk desk, Tally tally) -> {
                count(desk.meter(), tally);
                answer(exchange.request(), desk, tally);
                desk.meter().took(exchange.nanosSinceReceived());
            }
            case Reception.Outcome.Greeted(Desk desk, Greeting greeting) -> {
                desk.meter().count(EventOutcome.IGNORED, 1);
                replies.greeting(exchange.request(), greeting);
            }
            case Reception.Outcome.Refused refused -> refuse(exchange.request(), refused);
            case Reception.Outcome.Abandoned gone -> {}
        }
    }

    private void answer(HttpServerRequest request, Desk desk, Tally tally) {
        Problem problem = desk.problemWith(tally);
        if (problem != null) {
            desk.meter().refused(problem.status(), problem.type(), problem.summary());
            replies.problem(request, problem);
            return;
        }
        Buffer success = desk.success();
        replies.success(
                request, desk.source().answers().accepted(), success == null ? AnswerWriter.tally(tally) : success);
    }

    private void refuse(HttpServerRequest request, Reception.Outcome.Refused refused) {
        refused.meter().count(refused.outcome(), 1);
        refused.meter()
                .refused(
                        refused.problem().status(),
                        refused.reason(),
                        refused.problem().summary());
        replies.problem(request, refused.problem());
    }

    private static void count(IngestMetrics.OfSource meter, Tally tally) {
        meter.count(EventOutcome.ACCEPTED, tally.accepted());
        meter.count(EventOutcome.DUPLICATE, tally.duplicates());
        meter.count(EventOutcome.CONFLICT, tally.conflicts());
        meter.count(EventOutcome.IGNORED, tally.ignored());
        meter.count(EventOutcome.INVALID, tally.rejected().size());
        meter.count(EventOutcome.OVERLOADED, tally.overloaded());
        meter.count(EventOutcome.UNAVAILABLE, tally.unavailable());
    }

    /** What Netty could not read as HTTP; Vert.x closes the connection after the answer. */
    void handleInvalid(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        replies.problem(request, problemOf(request.decoderResult().cause()));
    }

    private static Problem problemOf(@Nullable Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> Problem.LINE_TOO_LONG;
            case TooLongHttpHeaderException header -> Problem.HEADERS_TOO_LARGE;
            case null, default -> Problem.BROKEN;
        };
    }
}
