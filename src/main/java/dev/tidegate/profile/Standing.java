package dev.tidegate.profile;

import dev.tidegate.domain.ConsentState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How consent stands on a channel, and where that comes from.
 *
 * @param at since when
 * @param source who said so, null where only the profile's own record is left
 * @param event the event that said so
 * @param proof by what and how, such as {@code consent_updated, single_opt_in}
 */
public record Standing(
        ConsentState state,
        Instant at,
        @Nullable String source,
        @Nullable String event,
        @Nullable String proof) {}
