package dev.tidegate.profile;

import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.redis.Identifier;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is known of customers, for those who look at it; any process can ask for any profile. */
public interface Profiles {
    Future<Optional<KnownProfile>> find(ProfileId id);

    /** The profiles that these identifiers belong to, each once. */
    Future<List<KnownProfile>> named(Collection<Identifier> identifiers);

    /** What merging has made of the profile. */
    Future<Lineage> lineage(ProfileId id);

    /** The merges into this profile that can be undone, the latest first. */
    Future<List<Joining>> joinings(ProfileId id);

    /** The profile and those that were merged into it. */
    Future<List<ProfileId>> withMerged(ProfileId id);

    /** All addresses of a profile and what is on record for each. */
    Future<List<OwnAddress>> addresses(Profile profile);

    /** The runs under way as they are stored, as JSON. */
    Future<Optional<byte[]>> journey(ProfileId id);

    /** The versions that are kept, the latest first. */
    Future<List<ProfileVersion>> history(ProfileId id);

    /** The events that came in lately, the latest first. */
    Future<List<SeenEvent>> events(ProfileId id);

    /** What was decided lately, the latest first. */
    Future<List<Verdict>> verdicts(ProfileId id);
}
