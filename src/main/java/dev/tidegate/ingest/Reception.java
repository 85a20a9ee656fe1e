package dev.tidegate.ingest;

import dev.tidegate.domain.Event;
import dev.tidegate.source.Answers;
import dev.tidegate.source.Arrival;
import dev.tidegate.source.Greeting;
import dev.tidegate.source.Item;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Request;
import dev.tidegate.telemetry.EventOutcome;
import dev.tidegate.telemetry.IngestMetrics;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a request in: receives the body, lets the source prove and read it, and has its events stored. The order of the
 * checks is the contract's.
 */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final String FORWARDED = "x-forwarded-for";

    private final HeadCheck heads;
    private final BodyReader bodies;
    private final Storing storing;
    private final ClientAddress clients;
    private final Instruments instruments;

    Reception(HeadCheck heads, BodyReader bodies, Storing storing, ClientAddress clients, Instruments instruments) {
        this.heads = heads;
        this.bodies = bodies;
        this.storing = storing;
        this.clients = clients;
        this.instruments = instruments;
    }

    /** What comes of the request; never fails. */
    Future<Outcome> take(Exchange exchange, Desks desks) {
        return bodies.read(exchange)
                .compose(body -> open(exchange, desks, body))
                .otherwise(fault -> broken(desks, fault));
    }

    private Future<Outcome> open(Exchange exchange, Desks desks, Body body) {
        return switch (body) {
            case Body.Complete(byte[] bytes) -> judge(exchange, desks, bytes);
            case Body.TooLarge large -> refused(desks.meter(), EventOutcome.INVALID, heads.tooLarge());
            case Body.TooSlow slow -> refused(desks.meter(), EventOutcome.INVALID, Problem.TOO_SLOW);
            case Body.Broken broken -> refused(desks.meter(), EventOutcome.INVALID, Problem.BROKEN);
            case Body.NoRoom full ->
                refused(
                        desks.meter(),
                        EventOutcome.OVERLOADED,
                        Problem.OVERLOADED.as(desks.answers().overloaded()));
            case Body.Abandoned gone -> Future.succeededFuture(new Outcome.Abandoned());
        };
    }

    private Future<Outcome> judge(Exchange exchange, Desks desks, byte[] body) {
        exchange.received();
        HttpServerRequest http = exchange.request();
        String query = http.query();
        Arrival arrival =
                new Arrival(instruments.clock().instant(), clientOf(http), exchange.call(), query == null ? "" : query);
        Request request = new Request(new RequestHeaders(http.headers()), body, arrival);
        return judge(desks, request, desks.find(request));
    }

    private Future<Outcome> judge(Desks desks, Request request, Desks.Found found) {
        return switch (found) {
            case Desks.Found.At(Desk desk) -> read(desk, request, desk.source().read(request));
            case Desks.Found.Later(Future<Desks.Found> later) ->
                later.compose(in -> judge(desks, request, in), unknown -> unavailable(desks));
            case Desks.Found.Nowhere(Desk front, var reason) -> {
                LOG.atDebug()
                        .addKeyValue("source", front.source().name())
                        .addKeyValue("reason", reason.label())
                        .log("request not proven");
                Problem problem = Problem.UNPROVEN.as(front.source().answers().unproven());
                yield Future.succeededFuture(
                        new Outcome.Refused(desks.meter(), EventOutcome.UNAUTHORIZED, problem, reason.label()));
            }
        };
    }

    private Future<Outcome> read(Desk desk, Request request, Reading reading) {
        Answers answers = desk.source().answers();
        return switch (reading) {
            case Reading.Later(Future<Reading> later) ->
                later.compose(in -> read(desk, request, in), undone -> unavailable(Desks.of(desk)));
            case Reading.Greeted(Greeting greeting) -> Future.succeededFuture(new Outcome.Greeted(desk, greeting));
            case Reading.Events(List<Item> items, boolean batch) ->
                storing.store(validOf(items)).map(receipts -> {
                    Tally tally = Tally.of(items, receipts);
                    if (tally.isTaken()) {
                        instruments.requests().taken(desk.source(), request, tally.stored());
                    }
                    return new Outcome.Stored(desk, tally);
                });
            case Reading.Unreadable(String message) ->
                refused(
                        desk.meter(),
                        EventOutcome.INVALID,
                        Problem.unreadable(message).as(answers.unreadable()));
        };
    }

    private static List<Event> validOf(List<Item> items) {
        if (items.size() == 1 && items.getFirst() instanceof Item.Valid(Event event)) {
            return List.of(event);
        }
        List<Event> valid = new ArrayList<>(items.size());
        for (Item item : items) {
            if (item instanceof Item.Valid(Event event)) {
                valid.add(event);
            }
        }
        return valid;
    }

    private String clientOf(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        String address = peer == null ? null : peer.hostAddress();
        return clients.of(
                address == null ? "" : address, () -> request.headers().getAll(FORWARDED));
    }

    /** What the source needs beside the request is not to be had now. */
    private static Future<Outcome> unavailable(Desks desks) {
        int status = desks.answers().overloaded();
        return refused(desks.meter(), EventOutcome.UNAVAILABLE, Problem.UNAVAILABLE.as(status));
    }

    private static Future<Outcome> refused(IngestMetrics.OfSource meter, EventOutcome outcome, Problem problem) {
        return Future.succeededFuture(new Outcome.Refused(meter, outcome, problem));
    }

    /** A fault of ours. Its message may quote the body, so it is not logged. */
    private static Outcome broken(Desks desks, Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        LOG.atError()
                .addKeyValue("fault", fault.getClass().getName())
                .addKeyValue("at", trace.length == 0 ? "" : trace[0])
                .log("request failed");
        return new Outcome.Refused(desks.meter(), EventOutcome.UNAVAILABLE, Problem.INTERNAL);
    }

    /** What comes of a request. */
    sealed interface Outcome {
        /** Its events were offered to the store. */
        record Stored(Desk desk, Tally tally) implements Outcome {}

        /** It held no event and wants an answer of its own. */
        record Greeted(Desk desk, Greeting greeting) implements Outcome {}

        /**
         * It was not let through.
         *
         * @param reason a short name for the operator, who may know more than the sender
         */
        record Refused(IngestMetrics.OfSource meter, EventOutcome outcome, Problem problem, String reason)
                implements Outcome {
            /** Refused for what the sender is told. */
            Refused(IngestMetrics.OfSource meter, EventOutcome outcome, Problem problem) {
                this(meter, outcome, problem, problem.type());
            }
        }

        /** Nobody is there to be answered. */
        record Abandoned() implements Outcome {}
    }
}
