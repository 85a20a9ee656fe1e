package dev.tidegate.delivery;

import dev.tidegate.connector.Batching;
import dev.tidegate.connector.Connector;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.Unwritable;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.connector.http.HttpResult;
import dev.tidegate.connector.mail.MailCall;
import dev.tidegate.domain.CrashPoint;
import dev.tidegate.domain.Message;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries messages to the ESP, once, and says what came of each. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int TOO_MANY = 429;

    /** So many messages of batches that were refused are remembered; more than can be under way. */
    private static final int MOST_ALONE = 10_000;

    private final DestinationSettings settings;
    private final Connector connector;
    private final @Nullable Batching batching;
    private final HttpCall http;
    private final MailCall mail;
    private final InstantSource clock;
    private final CrashPoint crashPoint;
    private final Set<String> alone = new LinkedHashSet<>();

    Courier(DestinationSettings settings, Connector connector, HttpCall http, DeliveryTools tools) {
        this.settings = settings;
        this.connector = connector;
        this.batching = connector.batching();
        this.http = http;
        this.mail = new MailCall(tools.vertx(), tools.hosts(), tools.clock());
        this.clock = tools.clock();
        this.crashPoint = tools.crashPoint();
    }

    private Courier(Courier other, Connector connector) {
        this.settings = other.settings;
        this.connector = connector;
        this.batching = connector.batching();
        this.http = other.http;
        this.mail = other.mail;
        this.clock = other.clock;
        this.crashPoint = other.crashPoint;
    }

    /** The same one on the way to somewhere else. */
    Courier to(Connector elsewhere) {
        return new Courier(this, elsewhere);
    }

    /** What an attempt said about the ESP, whatever became of the messages. */
    enum Health {
        WELL,
        /** It wants fewer attempts. */
        BUSY,
        /** Not reached, no answer, or an answer that says so. */
        SICK,
        /** The ESP was not asked. */
        NOT_ASKED
    }

    /**
     * What came of one attempt for one message.
     *
     * @param status the HTTP status, null without an answer
     */
    record Carried(Outcome outcome, @Nullable Integer status, Instant startedAt) {}

    /**
     * What came of one attempt.
     *
     * @param each by message, in their order
     * @param rest how long the ESP wants to be left alone, null if it did not say
     */
    record Trip(
            List<Carried> each,
            Health health,
            Duration took,
            @Nullable Duration rest) {}

    /** How many messages may go in one request at most. */
    int mostTogether() {
        return batching == null ? 1 : batching.most();
    }

    /** Whether the message may go along with others. */
    boolean goesAlong(InHand message) {
        return batching != null
                && !alone.contains(message.id())
                && batching.takes(message.message(), message.attempts() + 1);
    }

    /** How often requests with several messages may be made, by all processes together; null where that does not matter. */
    DestinationSettings.@Nullable Rate batchRate() {
        return batching == null || batching.interval().isZero()
                ? null
                : new DestinationSettings.Rate(1, batching.interval());
    }

    /** @param attempt the attempt's number for a message that goes alone */
    Future<Trip> carry(List<Message> messages, int attempt) {
        Instant startedAt = clock.instant();
        long start = System.nanoTime();
        EspRequest request;
        try {
            request = messages.size() == 1
                    ? connector.request(messages.getFirst(), attempt, startedAt)
                    : Objects.requireNonNull(batching).request(messages, startedAt);
        } catch (RuntimeException e) {
            return Future.succeededFuture(unwritten(messages, attempt, startedAt, e));
        }
        crashPoint.reach("before-attempt");
        return send(request).map(result -> {
            crashPoint.reach("after-esp-answer");
            return trip(request, messages, result, startedAt, Duration.ofNanos(System.nanoTime() - start));
        });
    }

    /** A fault of ours on the way: nobody knows whether the ESP has the messages. */
    static Trip lost(List<Message> messages, Instant at, Throwable fault) {
        LOG.atError().addKeyValue("fault", fault.getClass().getName()).log("an attempt broke off");
        Carried carried = new Carried(new Outcome.Unknown("the attempt broke off"), null, at);
        return new Trip(Collections.nCopies(messages.size(), carried), Health.SICK, Duration.ZERO, null);
    }

    /** A message has a value that the ESP's format has no form for; no later attempt would fare better. */
    private Trip unwritten(List<Message> messages, int attempt, Instant startedAt, RuntimeException fault) {
        List<Carried> each = messages.stream()
                .map(message -> messages.size() == 1 ? fault : fault(message, attempt, startedAt))
                .map(own -> new Carried(
                        own == null
                                ? new Outcome.NotLookedAt("another message of the batch cannot be written")
                                : new Outcome.Refused("the message cannot be written for this destination" + why(own)),
                        null,
                        startedAt))
                .toList();
        return new Trip(each, Health.NOT_ASKED, Duration.ZERO, null);
    }

    private @Nullable RuntimeException fault(Message message, int attempt, Instant now) {
        try {
            var unused = connector.request(message, attempt, now);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** What other faults say may hold what the message holds. */
    private static String why(RuntimeException fault) {
        return fault instanceof Unwritable known ? ": " + known.why() : "";
    }

    private Future<HttpResult> send(EspRequest request) {
        return switch (request) {
            case EspRequest.Http call -> http.send(call, settings.timeout(), settings.allowPrivate());
            case EspRequest.Mail letter -> mail.send(letter, settings.timeout(), settings.allowPrivate());
        };
    }

    private Trip trip(EspRequest request, List<Message> messages, HttpResult result, Instant startedAt, Duration took) {
        if (result instanceof HttpResult.Answered(EspAnswer answer)) {
            List<Carried> each = outcomes(messages, answer).stream()
                    .map(outcome -> new Carried(outcome, answer.status(), startedAt))
                    .toList();
            Outcome first = each.getFirst().outcome();
            return new Trip(each, healthBy(request, answer.status(), first), took, rest(answer, first));
        }
        Carried carried = new Carried(outcome(result, connector::read), null, startedAt);
        Health health = result instanceof HttpResult.Forbidden ? Health.NOT_ASKED : Health.SICK;
        return new Trip(Collections.nCopies(messages.size(), carried), health, took, null);
    }

    private List<Outcome> outcomes(List<Message> messages, EspAnswer answer) {
        if (messages.size() == 1) {
            return List.of(read(answer, connector::read));
        }
        try {
            List<Outcome> each = Objects.requireNonNull(batching).read(answer, messages);
            if (each.size() == messages.size()) {
                return answer.status() / 100 == 2 ? open(messages, each) : apart(messages, each);
            }
        } catch (RuntimeException e) {
            LOG.error("an answer of an ESP cannot be read status={}", answer.status(), e);
        }
        return open(messages, Collections.nCopies(messages.size(), unreadable(answer)));
    }

    /** Of whom an answer to several does not tell is tried alone, where one answer tells of one. */
    private List<Outcome> open(List<Message> messages, List<Outcome> each) {
        for (int i = 0; i < messages.size(); i++) {
            if (each.get(i) instanceof Outcome.Unknown) {
                goesAloneFromNowOn(messages.get(i));
            }
        }
        return each;
    }

    /** One message may have spoilt all: when every one is refused, each is tried alone. */
    private List<Outcome> apart(List<Message> messages, List<Outcome> each) {
        if (!each.stream().allMatch(Outcome.Refused.class::isInstance)) {
            return each;
        }
        messages.forEach(this::goesAloneFromNowOn);
        return Collections.nCopies(
                messages.size(), new Outcome.NotLookedAt("the batch was refused; each message is tried alone"));
    }

    private void goesAloneFromNowOn(Message message) {
        if (alone.size() > MOST_ALONE) {
            alone.clear();
        }
        alone.add(message.id().value());
    }

    private static Outcome outcome(HttpResult result, Function<EspAnswer, Outcome> reading) {
        return switch (result) {
            case HttpResult.Answered(EspAnswer answer) -> read(answer, reading);
            case HttpResult.NotSent(String reason) -> new Outcome.RetryLater(null, reason);
            case HttpResult.NoAnswer(String reason) -> new Outcome.Unknown(reason);
            case HttpResult.Forbidden(String reason) -> new Outcome.Refused(reason);
        };
    }

    private static Outcome read(EspAnswer answer, Function<EspAnswer, Outcome> reading) {
        try {
            return reading.apply(answer);
        } catch (RuntimeException e) {
            LOG.error("an answer of an ESP cannot be read status={}", answer.status(), e);
            return unreadable(answer);
        }
    }

    /** An answer that cannot be made sense of says nothing of whether the message was taken. */
    private static Outcome unreadable(EspAnswer answer) {
        return new Outcome.Unknown("HTTP " + answer.status() + " with an answer that cannot be read");
    }

    /** By what the ESP says of its limits, or by how long it says to wait when it says 'too many'. */
    private @Nullable Duration rest(EspAnswer answer, Outcome outcome) {
        Duration asked =
                answer.status() == TOO_MANY && outcome instanceof Outcome.RetryLater(Duration after, var reason)
                        ? after
                        : null;
        Duration told = connector.rest(answer);
        return asked == null || (told != null && told.compareTo(asked) > 0) ? told : asked;
    }

    /** An ESP that knows what is wrong with a message is well, whatever status it says it with. */
    private static Health healthBy(EspRequest request, int status, Outcome outcome) {
        if (outcome instanceof Outcome.Refused || outcome instanceof Outcome.AccountRefused) {
            return Health.WELL;
        }
        return switch (request) {
            case EspRequest.Http call when status == TOO_MANY -> Health.BUSY;
            case EspRequest.Http call -> status >= 500 || status == 408 ? Health.SICK : Health.WELL;
            // 5xx is about one mail; 421 says that the server is closing, 454 that it cannot look credentials up
            case EspRequest.Mail letter -> status == 421 || status == 454 ? Health.SICK : Health.WELL;
        };
    }
}
