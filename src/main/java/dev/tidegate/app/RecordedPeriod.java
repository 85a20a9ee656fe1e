package dev.tidegate.app;

import dev.tidegate.archive.ArchiveReader;
import dev.tidegate.archive.ArchiveWalk;
import dev.tidegate.archive.Archived;
import dev.tidegate.archive.ArchivedEvent;
import dev.tidegate.archive.ArchivedMerge;
import dev.tidegate.archive.ArchivedRequest;
import dev.tidegate.archive.RecordedRequest;
import dev.tidegate.archive.RequestCodec;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.profile.ErasureEvent;
import dev.tidegate.profile.Replayed;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the archive tells of a source's events in a period, and what has become of their customers since. Blocks. */
final class RecordedPeriod {
    /** Of each event what it told is held in memory. */
    static final int MOST_EVENTS = 200_000;

    private final String source;
    private final Instant from;
    private final Instant to;
    private final Map<EventId, Replayed.Before> before = new HashMap<>();
    private final Set<EventId> requested = new HashSet<>();
    private final Map<ProfileId, ProfileId> merged = new HashMap<>();
    private final Set<ProfileId> erased = new HashSet<>();

    private RecordedPeriod(String source, Instant from, Instant to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /** @throws TooManyException when there are more events than can be held */
    static RecordedPeriod read(ArchiveReader archive, String source, Instant from, Instant to) throws IOException {
        RecordedPeriod period = new RecordedPeriod(source, from, to);
        archive.read(from, Instant.MAX, period::note);
        return period;
    }

    /** A walk through the period. */
    ArchiveWalk walk(ArchiveReader archive) throws IOException {
        return archive.walk(from, to);
    }

    private void note(Archived archived) throws IOException {
        switch (archived) {
            case ArchivedMerge merge -> merged.put(merge.profile(), merge.into());
            case ArchivedEvent(ProfileId profile, Event event) -> {
                if (ErasureEvent.isOne(event)) {
                    erased.add(profile);
                } else if (event.source().equals(source) && event.receivedAt().isBefore(to)) {
                    before.put(event.id(), Replayed.Before.of(profile, event));
                }
            }
            case ArchivedRequest request -> {
                RecordedRequest recorded = request.at().isBefore(to) ? recorded(request) : null;
                if (recorded != null) {
                    requested.addAll(recorded.events());
                }
            }
        }
        if (before.size() > MOST_EVENTS || requested.size() > MOST_EVENTS) {
            throw new TooManyException();
        }
    }

    /** What is needed to map it again; null for another source's, or a damaged one. */
    @Nullable
    RecordedRequest recorded(ArchivedRequest request) {
        if (!request.source().equals(source)) {
            return null;
        }
        try {
            return RequestCodec.decode(request.content());
        } catch (IllegalArgumentException damaged) {
            return null;
        }
    }

    /** Whether the event is one of the source whose request was not kept, so that it is known as it was mapped only. */
    boolean hasNoRequest(Event event) {
        return event.source().equals(source) && !requested.contains(event.id());
    }

    Replayed.@Nullable Before before(EventId event) {
        return before.get(event);
    }

    /** Whether the customer whom the event told something was erased since. */
    boolean isErased(Replayed.@Nullable Before told) {
        ProfileId profile = told == null ? null : told.profile();
        while (profile != null && !erased.contains(profile)) {
            profile = merged.get(profile);
        }
        return profile != null;
    }

    /** The period has more events than can be held. */
    static final class TooManyException extends IOException {
        private static final long serialVersionUID = 1L;

        TooManyException() {
            super("more than " + MOST_EVENTS + " events are recorded in that period; choose a shorter one");
        }
    }
}
