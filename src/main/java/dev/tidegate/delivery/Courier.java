package dev.tidegate.delivery;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.connector.http.HttpResult;
import dev.tidegate.connector.mail.MailCall;
import dev.tidegate.domain.CrashPoint;
import dev.tidegate.domain.Message;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one message to the ESP, once, and says what came of it. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final DestinationSettings settings;
    private final Connector connector;
    private final HttpCall http;
    private final MailCall mail;
    private final InstantSource clock;
    private final CrashPoint crashPoint;

    Courier(DestinationSettings settings, Connector connector, HttpCall http, DeliveryTools tools) {
        this.settings = settings;
        this.connector = connector;
        this.http = http;
        this.mail = new MailCall(tools.vertx(), tools.hosts(), tools.clock());
        this.clock = tools.clock();
        this.crashPoint = tools.crashPoint();
    }

    /** What the attempt said about the ESP, whatever became of the message. */
    enum Health {
        WELL,
        /** Not reached, no answer, or an answer that says so. */
        SICK,
        /** The ESP was not asked. */
        NOT_ASKED
    }

    /**
     * What came of one attempt.
     *
     * @param status the HTTP status, null without an answer
     */
    record Carried(Outcome outcome, @Nullable Integer status, Health health, Instant startedAt, Duration took) {}

    Future<Carried> carry(Message message, int attempt) {
        Instant startedAt = clock.instant();
        long start = System.nanoTime();
        EspRequest request;
        try {
            request = connector.request(message, attempt, startedAt);
        } catch (RuntimeException e) {
            // a value that the ESP's format has no form for: no later attempt would fare better
            Outcome refused = new Outcome.Refused("the message cannot be written for this destination");
            return Future.succeededFuture(new Carried(refused, null, Health.NOT_ASKED, startedAt, Duration.ZERO));
        }
        crashPoint.reach("before-attempt");
        return send(request).map(result -> {
            crashPoint.reach("after-esp-answer");
            return carried(request, result, startedAt, Duration.ofNanos(System.nanoTime() - start));
        });
    }

    private Future<HttpResult> send(EspRequest request) {
        return switch (request) {
            case EspRequest.Http call -> http.send(call, settings.timeout(), settings.allowPrivate());
            case EspRequest.Mail letter -> mail.send(letter, settings.timeout(), settings.allowPrivate());
        };
    }

    private Carried carried(EspRequest request, HttpResult result, Instant startedAt, Duration took) {
        return switch (result) {
            case HttpResult.Answered(EspAnswer answer) ->
                new Carried(read(answer), answer.status(), healthBy(request, answer.status()), startedAt, took);
            case HttpResult.NotSent(String reason) ->
                new Carried(new Outcome.RetryLater(null, reason), null, Health.SICK, startedAt, took);
            case HttpResult.NoAnswer(String reason) ->
                new Carried(new Outcome.Unknown(reason), null, Health.SICK, startedAt, took);
            case HttpResult.Forbidden(String reason) ->
                new Carried(new Outcome.Refused(reason), null, Health.NOT_ASKED, startedAt, took);
        };
    }

    /** An answer that cannot be made sense of says nothing of whether the message was taken. */
    private Outcome read(EspAnswer answer) {
        try {
            return connector.read(answer);
        } catch (RuntimeException e) {
            LOG.error("an answer of an ESP cannot be read status={}", answer.status(), e);
            return new Outcome.Unknown("HTTP " + answer.status() + " with an answer that cannot be read");
        }
    }

    private static Health healthBy(EspRequest request, int status) {
        boolean sick = switch (request) {
            case EspRequest.Http call -> status >= 500 || status == 408;
            // 5xx is about one mail; 421 says that the server is closing, 454 that it cannot look credentials up
            case EspRequest.Mail letter -> status == 421 || status == 454;
        };
        return sick ? Health.SICK : Health.WELL;
    }
}
