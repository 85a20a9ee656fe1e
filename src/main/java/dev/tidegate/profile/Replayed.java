package dev.tidegate.profile;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.ProfileId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recorded event as it is mapped now.
 *
 * @param event under the id that it was stored with, if it was
 * @param known whether it was stored then
 * @param before what it told then, null when that is not on record
 */
public record Replayed(Event event, boolean known, @Nullable Before before) {
    /**
     * What an event told a profile.
     *
     * @param fields the facts of the person
     */
    public record Before(ProfileId profile, Instant at, Counted counted, Map<String, String> fields) {
        public Before {
            fields = Map.copyOf(fields);
        }

        public static Before of(ProfileId profile, Event event) {
            Map<String, String> fields = new LinkedHashMap<>();
            new PersonFacts(event).tell(fields::put);
            return new Before(profile, ConsentRules.happened(event), Counted.of(event), fields);
        }
    }
}
