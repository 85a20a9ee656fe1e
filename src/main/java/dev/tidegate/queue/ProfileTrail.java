package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.Counted;
import dev.tidegate.profile.HistoryCodec;
import dev.tidegate.profile.Joining;
import dev.tidegate.profile.JoiningCodec;
import dev.tidegate.profile.ProfileChanges;
import dev.tidegate.profile.ProfileVersion;
import dev.tidegate.profile.SeenEvent;
import dev.tidegate.redis.FencedOps.Group;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event leaves behind with its customer, in the same step as the profile: that it came, and what it changed. */
final class ProfileTrail {
    /** Versions kept of one profile. */
    private static final int VERSIONS = 200;

    /** Events kept of one customer. */
    private static final int EVENTS = 200;

    /** Events are many, so their list is cut only for one in so many; it may be longer by about that. */
    private static final int CUT_ONE_IN = 8;

    private static final byte[] LAST = Bytes.of(-1);
    private static final byte[] FIRST_VERSION = Bytes.of(-VERSIONS);
    private static final byte[] FIRST_EVENT = Bytes.of(-EVENTS);

    /** The source of a version that came of a merge. */
    private static final String MERGE = "merge";

    private final Keys keys;
    private final int partition;
    private final QueueSettings settings;
    private final byte[] eventRetention;

    ProfileTrail(Keys keys, int partition, QueueSettings settings) {
        this.keys = keys;
        this.partition = partition;
        this.settings = settings;
        this.eventRetention = Bytes.of(settings.eventRetention().toMillis());
    }

    /** @param anonymousLifetime for so long all of a customer is kept who is known by a browser or basket only */
    void write(Group group, Profile before, Profile after, Told told, Duration anonymousLifetime) {
        if (!told.again()) {
            seen(group, after, SeenEvent.of(told.event()));
        }
        if (after.version() != before.version()) {
            ProfileVersion version = new ProfileVersion(
                    after.version(),
                    told.at(),
                    told.event().source(),
                    told.event().id(),
                    ProfileChanges.between(before, after));
            Key history = keys.history(partition, after.id());
            Duration lifetime = after.isAnonymous() ? anonymousLifetime : settings.historyRetention();
            group.op("RPUSH", history, HistoryCodec.encode(version));
            group.op("LTRIM", history, FIRST_VERSION, LAST);
            group.op("PEXPIRE", history, Bytes.of(lifetime.toMillis()));
        }
    }

    private void seen(Group group, Profile profile, SeenEvent event) {
        Key events = keys.seenEvents(partition, profile.id());
        group.op("RPUSH", events, Bytes.of(event.text()));
        if (event.id().value().charAt(0) % CUT_ONE_IN == 0) {
            group.op("LTRIM", events, FIRST_EVENT, LAST);
        }
        group.op("PEXPIRE", events, eventRetention);
    }

    /**
     * What merging, or undoing that, has made of the profile, and what it takes to undo it.
     *
     * @param anonymousLifetime for so long it can be undone that a browser or basket was merged
     */
    void turned(Group group, Profile before, Profile after, Turn turn, Duration anonymousLifetime) {
        switch (turn) {
            case Joined(Joining joining, EventId cause, String by) -> {
                Profile brought = joining.brought();
                String what = brought.id().value() + " by " + by;
                version(group, before, after, new Occasion(joining.at(), MERGE, cause, "merged", what));
                Duration lifetime = brought.isAnonymous() ? anonymousLifetime : settings.historyRetention();
                group.op(
                        "SET",
                        keys.joining(partition, after.id(), brought.id()),
                        JoiningCodec.encode(joining),
                        Bytes.of("PX"),
                        Bytes.of(lifetime.toMillis()));
            }
            case Parted(ProfileId other, SeenEvent cause, Instant at) -> {
                unmerged(group, before, after, other, cause, at);
                group.op("DEL", keys.joining(partition, after.id(), other));
            }
            case CameBack(ProfileId survivor, SeenEvent cause, Instant at) ->
                unmerged(group, after, after, survivor, cause, at);
        }
    }

    private void unmerged(Group group, Profile before, Profile after, ProfileId other, SeenEvent cause, Instant at) {
        seen(group, after, cause);
        version(group, before, after, new Occasion(at, cause.source(), cause.id(), "unmerged", other.value()));
    }

    private void version(Group group, Profile before, Profile after, Occasion occasion) {
        List<ProfileVersion.Change> changes = new ArrayList<>();
        changes.add(new ProfileVersion.Change(occasion.field(), null, occasion.what()));
        changes.addAll(ProfileChanges.between(before, after));
        Key history = keys.history(partition, after.id());
        group.op(
                "RPUSH",
                history,
                HistoryCodec.encode(new ProfileVersion(
                        after.version(), occasion.at(), occasion.source(), occasion.cause(), changes)));
        group.op("LTRIM", history, FIRST_VERSION, LAST);
        group.op("PEXPIRE", history, Bytes.of(settings.historyRetention().toMillis()));
    }

    /** Why there is a version that no event of the customer's own has made. */
    private record Occasion(Instant at, String source, EventId cause, String field, String what) {}

    /** What merging, or undoing that, means for a profile. */
    sealed interface Turn {}

    /**
     * Another profile was merged into this one.
     *
     * @param by the kind of identifier by which both were found to be one customer
     */
    record Joined(Joining joining, EventId cause, String by) implements Turn {}

    /** Another profile that was merged into this one is one of its own again. */
    record Parted(ProfileId other, SeenEvent cause, Instant at) implements Turn {}

    /** This profile, that was merged into another one, is one of its own again. */
    record CameBack(ProfileId survivor, SeenEvent cause, Instant at) implements Turn {}

    /**
     * An event whose facts a profile was told, and when.
     *
     * @param again whether it was told before and is replayed
     * @param corrected what counts of it from now on, null when that is as before
     */
    record Told(
            Event event,
            Instant at,
            boolean again,
            @Nullable Counted corrected) {
        static Told first(Event event, Instant at) {
            return new Told(event, at, false, null);
        }
    }
}
