package dev.tidegate.trigger;

import java.util.List;

/**
 * An occasion that was looked at as far as event, profile and journey go: it tells what else it needs to know and to have, and
 * then decides. All steps are pure.
 */
public interface Considered {
    /** What to fetch before deciding. */
    Needs needs();

    /**
     * The places under caps that messages need which nothing else stops, the most important first; to be asked for one after
     * the other, and told with {@link Facts#with}.
     */
    default List<PlaceWish> wishes(Facts facts) {
        return List.of();
    }

    /** The decision, given what was asked for. */
    Decision decide(Facts facts);
}
