package dev.tidegate.completion;

import dev.tidegate.source.Question;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The latest answers of providers, so that many events of one thing ask once. An answer serves only events that were accepted
 * before it was asked for: it may lack what a later one tells of. Both are told by one clock, Redis', so that it does not matter
 * what the clock of the process says that accepted the event.
 */
final class AnswerCache {
    private static final int MOST = 200;

    /** Of all answers together as they came; read they take some five times as much. */
    static final int MOST_BYTES = 4 << 20;

    /** There is no use in longer: what it could serve has been received before. It is also personal data. */
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final LongSupplier redisMillis;
    /** The one that was used longest ago first. */
    private final Map<Key, Kept> entries = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    /** @param redisMillis Redis' time; it may lag behind, but not be ahead */
    AnswerCache(LongSupplier redisMillis) {
        this.redisMillis = redisMillis;
    }

    /**
     * The answer to a question, asked for once.
     *
     * @param enteredMillis when the event that it is for was stored, by Redis' time
     * @param ask asks, and runs what it is given when it really does
     */
    Future<Told> answer(String source, Question question, long enteredMillis, Function<Runnable, Future<Told>> ask) {
        Key key = new Key(source, question.url().toString());
        Kept known = entries.get(key);
        if (known != null && known.serves(enteredMillis, redisMillis.getAsLong())) {
            return known.told;
        }
        Kept entry = new Kept();
        Future<Told> told = ask.apply(() -> entry.askedMillis = redisMillis.getAsLong());
        entry.told = told;
        remove(key);
        entries.put(key, entry);
        makeRoom();
        told.onComplete(done -> {
            Told answer = done.succeeded() ? done.result() : null;
            if (!(answer instanceof Told.Found || answer instanceof Told.Refused)) {
                entries.remove(key, entry);
            } else if (answer instanceof Told.Found found && entries.get(key) == entry) {
                entry.bytes = found.bytes();
                bytes += entry.bytes;
                makeRoom();
            }
        });
        return told;
    }

    /** Forgets what a source's provider has told. */
    void forget(String source) {
        removeIf(entry -> entry.getKey().source.equals(source));
    }

    /** Forgets what is too old to be of use. */
    void tidy() {
        long now = redisMillis.getAsLong();
        removeIf(entry -> entry.getValue().isOld(now));
    }

    /** How long all answers together were that are kept. */
    long bytes() {
        return bytes;
    }

    private void makeRoom() {
        Iterator<Kept> eldest = entries.values().iterator();
        while (eldest.hasNext() && (entries.size() > MOST || bytes > MOST_BYTES)) {
            bytes -= eldest.next().bytes;
            eldest.remove();
        }
    }

    private void remove(Key key) {
        Kept gone = entries.remove(key);
        bytes -= gone == null ? 0 : gone.bytes;
    }

    private void removeIf(Predicate<Map.Entry<Key, Kept>> unwanted) {
        Iterator<Map.Entry<Key, Kept>> all = entries.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Key, Kept> entry = all.next();
            if (unwanted.test(entry)) {
                bytes -= entry.getValue().bytes;
                all.remove();
            }
        }
    }

    private record Key(String source, String url) {}

    private static final class Kept {
        private static final long NOT_YET = -1;

        private Future<Told> told = Future.failedFuture("not asked yet");
        private long askedMillis = NOT_YET;
        private int bytes;

        /** What came in the same millisecond may have come after the question. */
        boolean serves(long enteredMillis, long now) {
            return askedMillis == NOT_YET || askedMillis > enteredMillis && !isOld(now);
        }

        boolean isOld(long now) {
            return told.isComplete() && askedMillis != NOT_YET && askedMillis + LIFETIME.toMillis() < now;
        }
    }
}
