package dev.tidegate.redis;

/**
 * The exact text in an ownership key, {@code epoch:member}. Scripts that act for the owner compare it, so that one who was
 * taken for dead cannot write any more when it wakes up.
 *
 * @param value the epoch grows with each new owner; the member is empty when nobody owns the slot
 */
public record Ownership(String value) {
    public Ownership {
        int colon = value.indexOf(':');
        if (colon < 1 || colon > 18 || !value.substring(0, colon).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not an ownership");
        }
    }

    /** Counts the owners there have been. */
    public long epoch() {
        return Long.parseLong(value, 0, value.indexOf(':'), 10);
    }

    /** The id of the owning process, empty for none. */
    public String member() {
        return value.substring(value.indexOf(':') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
