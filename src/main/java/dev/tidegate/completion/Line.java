package dev.tidegate.completion;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The questions to one source's provider: so many at a time, and none for a while when it asks for that or does not
 * answer, and none for such things as it does not let be read. Lives on one event loop.
 */
final class Line {
    static final int AT_A_TIME = 8;

    /** A single thing that cannot be told must not keep all others waiting. */
    private static final int FAILURES_IN_A_ROW = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;
    private int failures;
    /** What began before the line was closed says nothing new when it fails after that. */
    private Instant closedAt = Instant.EPOCH;

    private Instant closedUntil = Instant.EPOCH;
    private final Map<String, Denial> denials = new HashMap<>();

    Line(InstantSource clock) {
        this.clock = clock;
    }

    /** For how long nothing is to be asked; zero if something may. */
    Duration pause() {
        Duration pause = Duration.between(clock.instant(), closedUntil);
        return pause.isNegative() ? Duration.ZERO : pause;
    }

    /** That nothing of a scope can be read for now, or null. */
    Told.@Nullable Denied denial(String scope) {
        Denial known = denials.get(scope);
        Instant now = clock.instant();
        return known != null && now.isBefore(known.until)
                ? new Told.Denied(Duration.between(now, known.until), known.reason)
                : null;
    }

    /** Asks when there is room; what is denied, or waits when the line closes, is not asked. */
    Future<Told> ask(String scope, Supplier<Future<Told>> question) {
        Promise<Told> told = Promise.promise();
        waiting.add(() -> begin(scope, question, told));
        proceed();
        return told.future();
    }

    private void proceed() {
        while (underWay < AT_A_TIME) {
            Runnable next = waiting.poll();
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    private void begin(String scope, Supplier<Future<Told>> question, Promise<Told> told) {
        Duration pause = pause();
        if (!pause.isZero()) {
            told.complete(new Told.Limited(pause, "the provider is left alone for now"));
            return;
        }
        Told.Denied denial = denial(scope);
        if (denial != null) {
            told.complete(denial);
            return;
        }
        Instant began = clock.instant();
        underWay++;
        question.get()
                .recover(fault -> Future.succeededFuture(new Told.Failed(Duration.ZERO, "it could not be asked")))
                .onSuccess(answer -> {
                    underWay--;
                    note(scope, answer, began);
                    told.complete(answer);
                    proceed();
                });
    }

    private void note(String scope, Told answer, Instant began) {
        switch (answer) {
            case Told.Found found -> {
                failures = 0;
                close(found.rest());
            }
            case Told.Refused refused -> failures = 0;
            case Told.Denied denied -> {
                failures = 0;
                denials.put(scope, new Denial(clock.instant().plus(denied.rest()), denied.reason()));
            }
            case Told.Limited limited -> close(limited.rest());
            case Told.Failed failed -> {
                if (!began.isBefore(closedAt)) {
                    failures++;
                }
                close(failed.rest());
                if (failures >= FAILURES_IN_A_ROW && pause().isZero()) {
                    close(longer(failures - FAILURES_IN_A_ROW));
                }
            }
        }
    }

    private static Duration longer(int times) {
        Duration pause = Duration.ofSeconds(1L << Math.min(times, 6));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void close(Duration pause) {
        Instant now = clock.instant();
        Instant until = now.plus(pause);
        if (!pause.isZero() && until.isAfter(closedUntil)) {
            closedAt = now;
            closedUntil = until;
        }
    }

    private record Denial(Instant until, String reason) {}
}
