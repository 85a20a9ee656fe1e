package dev.tidegate.completion;

import dev.tidegate.source.Question;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The latest answers of providers, so that many events of one thing ask once. An answer serves only events that were received
 * before it was asked for: it may lack what a later one tells of.
 */
final class AnswerCache {
    private static final int MOST = 200;

    /** There is no use in longer: what it could serve has been received before. It is also personal data. */
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final Map<Key, Kept> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MOST;
        }
    };

    AnswerCache(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The answer to a question, asked for once.
     *
     * @param receivedAt of the event that it is for
     * @param ask asks, and runs what it is given when it really does
     */
    Future<Told> answer(String source, Question question, Instant receivedAt, Function<Runnable, Future<Told>> ask) {
        Key key = new Key(source, question.url().toString());
        Kept known = entries.get(key);
        if (known != null && known.serves(receivedAt, clock.instant())) {
            return known.told;
        }
        Kept entry = new Kept();
        Future<Told> told = ask.apply(() -> entry.askedAt = clock.instant());
        entry.told = told;
        entries.put(key, entry);
        told.onComplete(done -> {
            boolean last =
                    done.succeeded() && (done.result() instanceof Told.Found || done.result() instanceof Told.Refused);
            if (!last) {
                entries.remove(key, entry);
            }
        });
        return told;
    }

    /** Forgets what a source's provider has told. */
    void forget(String source) {
        entries.keySet().removeIf(key -> key.source.equals(source));
    }

    /** Forgets what is too old to be of use. */
    void tidy() {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> entry.isOld(now));
    }

    private record Key(String source, String url) {}

    private static final class Kept {
        private Future<Told> told = Future.failedFuture("not asked yet");
        /** Null as long as it waits for its turn. */
        private @Nullable Instant askedAt;

        boolean serves(Instant receivedAt, Instant now) {
            Instant asked = askedAt;
            return asked == null || !asked.isBefore(receivedAt) && !isOld(now);
        }

        boolean isOld(Instant now) {
            Instant asked = askedAt;
            return told.isComplete() && asked != null && asked.plus(LIFETIME).isBefore(now);
        }
    }
}
