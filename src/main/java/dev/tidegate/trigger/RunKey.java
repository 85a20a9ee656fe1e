package dev.tidegate.trigger;

/**
 * Which run this is among those of one customer: the trigger, and the values of its {@code match} properties.
 *
 * @param match a digest of the match values, empty when the trigger matches by customer only
 */
public record RunKey(String trigger, String match) {
    /** The form used in key names and timers. */
    public String text() {
        return trigger + "/" + match;
    }
}
