package dev.tidegate.trigger;

/**
 * Which run this is among those of one customer: the trigger, and the values of its {@code match} properties. At most one
 * run of a key waits; runs of the same key that released their messages may be remembered beside it.
 *
 * @param match a digest of the match values, empty when the trigger matches by customer only
 */
public record RunKey(String trigger, String match) {
    /** The form used in key names and timers. */
    public String text() {
        return trigger + "/" + match;
    }

    /** Reads {@link #text}. */
    public static RunKey parse(String text) {
        int slash = text.lastIndexOf('/');
        return new RunKey(text.substring(0, slash), text.substring(slash + 1));
    }
}
