package dev.tidegate.profile;

import dev.tidegate.domain.Engagement;
import dev.tidegate.domain.Profile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A profile without what another one brought that was merged into it.
 *
 * <p>Identifiers that are the other one's go. A fact that still is as the merge left it is again as it was before; one that
 * an event has told since then stands. Orders, revenue and engagement that came along are taken away again.
 */
public final class ProfileUnmerge {
    private final Joining joining;
    private final Profile now;
    private final Profile before;
    private final Profile brought;
    private final Profile merged;

    private ProfileUnmerge(Profile now, Joining joining) {
        this.joining = joining;
        this.now = now;
        this.before = joining.before();
        this.brought = joining.brought();
        this.merged = ProfileMerge.merge(before, brought);
    }

    /** @param now the profile that the other one was merged into */
    public static Profile part(Profile now, Joining joining) {
        return new ProfileUnmerge(now, joining).parted();
    }

    private Profile parted() {
        Map<String, String> customerIds = new HashMap<>(now.customerIds());
        joining.ownIdSpaces()
                .forEach(
                        space -> customerIds.remove(space, brought.customerIds().get(space)));
        Instant lastSeenAt = asBefore(now.lastSeenAt(), merged.lastSeenAt(), before.lastSeenAt());
        Instant firstSeenAt = asBefore(now.firstSeenAt(), merged.firstSeenAt(), before.firstSeenAt());
        return new Profile(
                now.id(),
                before.createdAt(),
                customerIds,
                without(now.emails(), joining.ownEmails()),
                without(now.phones(), joining.ownPhones()),
                without(now.anonymousIds(), joining.ownAnonymousIds()),
                fields(),
                asBefore(now.knownSince(), merged.knownSince(), before.knownSince()),
                asBefore(now.consent(), merged.consent(), before.consent()),
                Math.max(0, now.ordersCount() - brought.ordersCount()),
                revenue(),
                firstSeenAt == null ? lastSeenAt : firstSeenAt,
                lastSeenAt,
                asBefore(now.lastOrderAt(), merged.lastOrderAt(), before.lastOrderAt()),
                engagement(),
                now.version() + 1);
    }

    private static List<String> without(List<String> now, List<String> others) {
        return now.stream().filter(value -> !others.contains(value)).toList();
    }

    /** What was told again later, with the same words, is known from then on. */
    private Map<String, Object> fields() {
        Map<String, Object> fields = asBefore(now.fields(), merged.fields(), before.fields());
        now.fields().forEach((name, value) -> {
            if (!Objects.equals(now.knownSince().get(name), merged.knownSince().get(name))) {
                fields.put(name, value);
            }
        });
        return fields;
    }

    private Map<String, BigDecimal> revenue() {
        Map<String, BigDecimal> revenue = new HashMap<>(now.revenue());
        brought.revenue()
                .forEach((currency, sum) -> revenue.computeIfPresent(currency, (c, all) -> {
                    BigDecimal left = all.subtract(sum);
                    return left.signum() == 0 && !before.revenue().containsKey(currency) ? null : left;
                }));
        return revenue;
    }

    private Engagement engagement() {
        return now.engagement().equals(merged.engagement())
                ? before.engagement()
                : now.engagement().minus(brought.engagement());
    }

    private static <K, V> Map<K, V> asBefore(Map<K, V> now, Map<K, V> merged, Map<K, V> before) {
        Map<K, V> own = new HashMap<>(now);
        merged.forEach((name, value) -> {
            if (value.equals(now.get(name))) {
                V former = before.get(name);
                if (former == null) {
                    own.remove(name);
                } else {
                    own.put(name, former);
                }
            }
        });
        return own;
    }

    private static @Nullable Instant asBefore(
            @Nullable Instant now, @Nullable Instant merged, @Nullable Instant before) {
        return Objects.equals(now, merged) ? before : now;
    }
}
