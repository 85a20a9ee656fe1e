package dev.tidegate.queue;

import dev.tidegate.domain.Profile;
import dev.tidegate.profile.Lineage;
import dev.tidegate.queue.PartitionWorker.Piece;
import dev.tidegate.trigger.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of work changes.
 *
 * @param before the customer as they were
 * @param decision null when the piece is out of date and only needs to be put away
 * @param lineage what merging has made of the profile by then
 * @param turn what merging, or undoing that, means for the profile, null for any other piece
 * @param told the event that told the profile something, null for any other piece
 * @param aside when the piece was set aside because this version cannot read what it needs, null when it was not
 * @param erased what goes with the profile when that is erased, null when it is not
 */
record Change(
        Piece piece,
        State before,
        Profile profile,
        @Nullable Decision decision,
        Lineage lineage,
        ProfileTrail.@Nullable Told told,
        ProfileTrail.@Nullable Turn turn,
        Erasure.@Nullable Erased erased,
        @Nullable Instant aside) {
    Change(Piece piece, State before, Profile profile, @Nullable Decision decision) {
        this(piece, before, profile, decision, before.lineage(), null, null, null, null);
    }

    Change told(ProfileTrail.Told by) {
        return new Change(piece, before, profile, decision, lineage, by, turn, erased, aside);
    }

    Change turned(ProfileTrail.Turn other) {
        return new Change(piece, before, profile, decision, lineage, told, other, erased, aside);
    }

    Change erased(Erasure.Erased all) {
        return new Change(piece, before, profile, decision, lineage, told, turn, all, aside);
    }

    Change aside(Instant now) {
        return new Change(piece, before, profile, decision, lineage, told, turn, erased, now);
    }

    Change with(Lineage changed) {
        return new Change(piece, before, profile, decision, changed, told, turn, erased, aside);
    }
}
