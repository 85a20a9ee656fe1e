package dev.tidegate.redis;

/**
 * The full name of a key. Keys with the same tag live in one slot, and a script may only use such keys.
 *
 * @param name prefix, hash tag in braces and the rest, such as {@code tg:{p41}:q}
 */
public record Key(String name) {
    /** The text within the braces, which decides the slot; the whole name when there are none. */
    public String tag() {
        int open = name.indexOf('{');
        int close = name.indexOf('}', open + 1);
        return open < 0 || close <= open + 1 ? name : name.substring(open + 1, close);
    }

    /** Whether a script may use both. Called for every key of every script, so it makes no strings. */
    boolean sharesTagWith(Key other) {
        int open = name.indexOf('{') + 1;
        int close = name.indexOf('}', open);
        int length = close - open;
        return open > 0
                        && length > 0
                        && other.name.indexOf('{') + 1 == open
                        && other.name.indexOf('}', open) == close
                        && name.regionMatches(open, other.name, open, length)
                || tag().equals(other.tag());
    }

    @Override
    public String toString() {
        return name;
    }
}
