package dev.tidegate.app;

import dev.tidegate.archive.ArchivedMerge;
import dev.tidegate.archive.EventArchive;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.queue.DecidedEvents;
import java.time.Instant;

/** Has the archive keep what was decided on. */
record ArchivedDecisions(EventArchive archive) implements DecidedEvents {
    @Override
    public void decided(ProfileId profile, byte[] event) {
        archive.decided(profile, event);
    }

    @Override
    public void merged(ProfileId into, ProfileId profile, Instant at) {
        archive.merged(new ArchivedMerge(into, profile, at));
    }
}
