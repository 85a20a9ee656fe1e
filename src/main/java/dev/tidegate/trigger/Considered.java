package dev.tidegate.trigger;

/**
 * An occasion that was looked at as far as event, profile and journey go: it tells what else it needs to know, and then
 * decides. Both steps are pure.
 */
public interface Considered {
    /** What to fetch before deciding. */
    Needs needs();

    /** The decision, given what was asked for. */
    Decision decide(Facts facts);
}
