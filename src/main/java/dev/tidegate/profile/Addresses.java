package dev.tidegate.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * Identifiers of one kind that a customer has, the one to use last; at most {@link #LIMIT}, of which the one unused for
 * longest goes first.
 */
record Addresses(List<String> values) {
    static final int LIMIT = 10;

    /**
     * With this identifier as well; the same instance when that changes nothing.
     *
     * @param newest whether it is the one to use from now on; the event may be older than what is known
     */
    Addresses with(String value, boolean newest) {
        boolean known = values.contains(value);
        if (known && (!newest || values.getLast().equals(value))) {
            return this;
        }
        List<String> more = new ArrayList<>(values);
        more.remove(value);
        if (newest || more.isEmpty()) {
            more.add(value);
        } else if (more.size() < LIMIT) {
            more.add(0, value);
        } else {
            return this;
        }
        return new Addresses(List.copyOf(more.size() > LIMIT ? more.subList(more.size() - LIMIT, more.size()) : more));
    }
}
