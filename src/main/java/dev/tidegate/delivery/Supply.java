package dev.tidegate.delivery;

import dev.tidegate.domain.Message;
import dev.tidegate.redis.Ownership;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a destination's queue knows of one partition: whether it may have work, when it will, and what of it is in hand. */
final class Supply {
    /** Nothing is due as far as is known. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int MOST_IN_ONE_CALL = 64;

    final int partition;
    final Ownership ownership;
    private final Shelf shelf;
    private final Batch<Shelf.Beginning, Shelf.Begun> beginnings;
    private final Batch<Recording, Shelf.Recorded> recordings;
    private final Set<String> inHand = new HashSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Promise<Void> emptied = Promise.promise();
    private long nextDueMillis = NEVER;
    private boolean taking;
    private boolean withdrawn;

    /** Whether it stands in the line of those to take from. */
    boolean inLine;

    /** Whether it was rung while it was being taken from. */
    boolean rung;

    Supply(Vertx vertx, int partition, Ownership ownership, Shelf shelf) {
        this.partition = partition;
        this.ownership = ownership;
        this.shelf = shelf;
        this.beginnings = new Batch<>(vertx, MOST_IN_ONE_CALL, shelf::begin);
        this.recordings = new Batch<>(vertx, MOST_IN_ONE_CALL, shelf::record);
    }

    /** Reads what is ready and not in hand yet. */
    Future<Shelf.Taken> take(int limit) {
        taking = true;
        rung = false;
        List<String> known = new ArrayList<>(inHand);
        known.addAll(unreadable);
        return shelf.take(limit, known).onComplete(done -> taking = false);
    }

    Future<Shelf.Begun> begin(String id, int attempt) {
        return beginnings.add(new Shelf.Beginning(id, attempt));
    }

    Future<Shelf.Recorded> record(Recording recording) {
        return recordings.add(recording);
    }

    /** Makes the message the first receiver's, and a part of it for each other. */
    Future<Shelf.Split> split(Message message, List<String> receivers) {
        return shelf.split(message, receivers);
    }

    boolean isTaking() {
        return taking;
    }

    /** Keeps the message from being taken again. */
    void hold(String id) {
        inHand.add(id);
    }

    /** Keeps a message from being taken again that this version cannot read; nobody waits for it when this ends. */
    void passOver(String id) {
        unreadable.add(id);
    }

    /** The message is not in hand any more. */
    void letGo(String id) {
        inHand.remove(id);
        lookWhetherEmpty();
    }

    /** When the next retry is due by Redis' time. */
    long nextDueMillis() {
        return nextDueMillis;
    }

    void noteDue(long millis) {
        nextDueMillis = Math.min(nextDueMillis, millis);
    }

    void expectDue(long millis) {
        nextDueMillis = millis;
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    /** Nothing more is taken; the answer comes when nothing is in hand. */
    Future<Void> withdraw() {
        withdrawn = true;
        lookWhetherEmpty();
        return emptied.future();
    }

    private void lookWhetherEmpty() {
        if (withdrawn && inHand.isEmpty()) {
            emptied.tryComplete();
        }
    }
}
