package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.Counted;
import dev.tidegate.profile.HistoryCodec;
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
    private static final String SOURCE = "merge";

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
            seen(group, after, told.event());
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

    private void seen(Group group, Profile profile, Event event) {
        Key events = keys.seenEvents(partition, profile.id());
        group.op("RPUSH", events, Bytes.of(SeenEvent.of(event).text()));
        if (event.id().value().charAt(0) % CUT_ONE_IN == 0) {
            group.op("LTRIM", events, FIRST_EVENT, LAST);
        }
        group.op("PEXPIRE", events, eventRetention);
    }

    /** Another profile was merged into this one. */
    void joined(Group group, Profile before, Profile after, Joined joined) {
        List<ProfileVersion.Change> changes = new ArrayList<>();
        changes.add(new ProfileVersion.Change("merged", null, joined.profile().value() + " by " + joined.by()));
        changes.addAll(ProfileChanges.between(before, after));
        Key history = keys.history(partition, after.id());
        group.op(
                "RPUSH",
                history,
                HistoryCodec.encode(new ProfileVersion(after.version(), joined.at(), SOURCE, joined.cause(), changes)));
        group.op("LTRIM", history, FIRST_VERSION, LAST);
        group.op("PEXPIRE", history, Bytes.of(settings.historyRetention().toMillis()));
    }

    /**
     * A profile that was merged into another.
     *
     * @param by the kind of identifier by which both were found to be one customer
     */
    record Joined(ProfileId profile, EventId cause, String by, Instant at) {}

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
