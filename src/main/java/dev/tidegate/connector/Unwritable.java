package dev.tidegate.connector;

/**
 * The message cannot be written for the destination, now or later. What it says is for operators, and tells nothing of what the
 * message holds.
 */
public final class Unwritable extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public Unwritable(String why) {
        super(why);
    }

    /** Why, in words that may be shown. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
