package dev.tidegate.completion;

import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.domain.Event;
import dev.tidegate.queue.Completion;
import dev.tidegate.queue.Completions;
import dev.tidegate.source.Completing;
import dev.tidegate.source.FieldError;
import dev.tidegate.source.Item;
import dev.tidegate.source.Question;
import dev.tidegate.telemetry.CompletionMetrics;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes the thin events of all sources by asking their providers. Lives on one event loop. */
public final class ProviderCompletions implements Completions {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderCompletions.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Function<String, @Nullable Completing> completing;
    private final Predicate<String> isKnown;
    private final Supplier<HttpCall> connecting;
    private final InstantSource clock;
    private final CompletionMetrics metrics;
    private final AnswerCache cache;
    /** Closed from another thread. */
    private final Map<String, Provider> providers = new ConcurrentHashMap<>();

    /**
     * @param completing of a source as it is configured now, null where its events are whole
     * @param isKnown whether a source is configured here; others may be to processes with newer settings
     * @param redisMillis Redis' time, by which it is judged what was asked for before an event came
     * @param connecting opens what one source's provider is asked through, and reads answers of {@link #LARGEST_ANSWER} bytes
     */
    public ProviderCompletions(
            Function<String, @Nullable Completing> completing,
            Predicate<String> isKnown,
            Supplier<HttpCall> connecting,
            InstantSource clock,
            LongSupplier redisMillis,
            CompletionMetrics metrics) {
        this.completing = completing;
        this.isKnown = isKnown;
        this.connecting = connecting;
        this.clock = clock;
        this.metrics = metrics;
        this.cache = new AnswerCache(redisMillis);
    }

    /** How much of an answer is read. */
    public static final int LARGEST_ANSWER = AnswerReader.LARGEST;

    /** How many connections are needed. */
    public static final int CONNECTIONS = Line.AT_A_TIME;

    @Override
    public Thinness thinness(Event event) {
        Completing how = completing.apply(event.source());
        if (how == null) {
            return isKnown.test(event.source()) ? Thinness.WHOLE : Thinness.LEFT;
        }
        return how.questions(event).isEmpty() ? Thinness.LEFT : Thinness.THIN;
    }

    @Override
    public Duration patience(String source) {
        Completing how = completing.apply(source);
        return how == null ? Duration.ZERO : how.patience();
    }

    @Override
    public Duration pause(String source) {
        Completing how = completing.apply(source);
        return how == null ? Duration.ZERO : provider(source, how).line.pause();
    }

    @Override
    public Future<Completion> complete(Event thin, long enteredMillis) {
        Completing how = completing.apply(thin.source());
        List<Question> questions = how == null ? List.of() : how.questions(thin);
        if (how == null || questions.isEmpty()) {
            return Future.succeededFuture(new Completion.Thin("the source is not configured to be completed any more"));
        }
        Provider provider = provider(thin.source(), how);
        for (Question question : questions) {
            Told.Denied denial = provider.line.denial(question.scope());
            if (denial != null) {
                return Future.succeededFuture(new Completion.Later(denial.rest(), denial.reason()));
            }
        }
        cache.tidy();
        List<Future<Told>> answers = questions.stream()
                .map(question -> cache.answer(
                        thin.source(), question, enteredMillis, began -> ask(thin.source(), provider, question, began)))
                .toList();
        return Future.join(answers)
                .map(all -> completion(how, thin, all.list()))
                .otherwise(fault -> new Completion.Later(Duration.ZERO, "it could not be asked"));
    }

    /** Breaks off what is being asked. */
    public Future<?> close() {
        return Future.join(providers.values().stream()
                .map(provider -> provider.http.close())
                .toList());
    }

    private Future<Told> ask(String source, Provider provider, Question question, Runnable began) {
        EspRequest.Http request = new EspRequest.Http("GET", question.url(), question.headers(), new byte[0]);
        return provider.line.ask(question.scope(), () -> {
            began.run();
            Instant begun = clock.instant();
            return provider.http
                    .send(request, DEADLINE, provider.how.allowsPrivate())
                    .map(AnswerReader::read)
                    .onSuccess(told -> {
                        metrics.asked(source, told.label(), Duration.between(begun, clock.instant()));
                        if (told instanceof Told.Denied denied && provider.line.denial(question.scope()) == null) {
                            LOG.atWarn()
                                    .addKeyValue("source", source)
                                    .addKeyValue("scope", question.scope())
                                    .addKeyValue("reason", denied.reason())
                                    .log("a source's events cannot be completed");
                        }
                    });
        });
    }

    /** The worst of the answers decides. */
    private static Completion completion(Completing how, Event thin, List<Told> answers) {
        List<@Nullable Object> values = new ArrayList<>(answers.size());
        Completion.Later later = null;
        for (Told told : answers) {
            switch (told) {
                case Told.Found(@Nullable Object value, int bytes, Duration rest) -> values.add(value);
                case Told.Refused(String reason) -> {
                    return new Completion.Thin(reason);
                }
                case Told.Denied(Duration rest, String reason) -> later = later(later, rest, reason);
                case Told.Limited(Duration rest, String reason) -> later = later(later, rest, reason);
                case Told.Failed(Duration rest, String reason) -> later = later(later, rest, reason);
            }
        }
        return later != null ? later : completed(how, thin, values);
    }

    private static Completion.Later later(Completion.@Nullable Later known, Duration rest, String reason) {
        return known != null && known.least().compareTo(rest) >= 0 ? known : new Completion.Later(rest, reason);
    }

    private static Completion completed(Completing how, Event thin, List<@Nullable Object> values) {
        return switch (how.complete(thin, values)) {
            case Item.Valid(Event event) when event.id().equals(thin.id()) -> new Completion.Done(event);
            case Item.Valid other -> new Completion.Thin("the source goes by another name now");
            case Item.Rejected(List<FieldError> errors) ->
                new Completion.Thin(errors.stream()
                        .map(error -> error.field() + ": " + error.message())
                        .collect(Collectors.joining("; ", "what was told is of no use: ", "")));
            case Item.Ignored ignored -> new Completion.Thin("what was told is of no use");
        };
    }

    /** With other settings, what is known of the provider counts no more: there may be a token now that lets things be read. */
    private Provider provider(String source, Completing how) {
        Provider known = providers.get(source);
        if (known != null && known.how == how) {
            return known;
        }
        closeThoseThatAreGone();
        Provider other = new Provider(how, new Line(clock), connecting.get());
        providers.put(source, other);
        return other;
    }

    private void closeThoseThatAreGone() {
        providers.entrySet().removeIf(entry -> {
            Provider provider = entry.getValue();
            boolean gone = completing.apply(entry.getKey()) != provider.how;
            if (gone) {
                cache.forget(entry.getKey());
                var unused = provider.http.close();
            }
            return gone;
        });
    }

    /** Each has connections of its own, so that a slow one takes none from the others. */
    private record Provider(Completing how, Line line, HttpCall http) {}
}
