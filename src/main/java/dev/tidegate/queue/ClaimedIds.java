package dev.tidegate.queue;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.ProfileId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * With which customer id, by its space, profiles were claimed lately. Their records come later, when their partitions' owners
 * decide; until then this is all that tells two accounts with one address apart.
 */
final class ClaimedIds implements Mergers.Claims {
    private final Map<ProfileId, Map<String, String>> ids;

    /** @param limit of how many profiles it is remembered */
    ClaimedIds(int limit) {
        this.ids = new LruMap<>(limit);
    }

    @Override
    public @Nullable String customerId(ProfileId profile, String idSpace) {
        return ids.getOrDefault(profile, Map.of()).get(idSpace);
    }

    /** Whether the profile was claimed with another id in the space of the customer's. */
    boolean isAnothers(Customer customer, ProfileId profile) {
        String claimed = customerId(profile, customer.idSpace());
        return claimed != null && !claimed.equals(customer.customerId());
    }

    /** The profile is this customer's, unless it was claimed with an id of the same space before. */
    void note(Customer customer, ProfileId profile) {
        String id = customer.customerId();
        if (id != null) {
            ids.computeIfAbsent(profile, p -> new HashMap<>()).putIfAbsent(customer.idSpace(), id);
        }
    }

    void forget() {
        ids.clear();
    }
}
