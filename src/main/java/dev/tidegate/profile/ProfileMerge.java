package dev.tidegate.profile;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.Profile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two profiles that turned out to be one customer, as one.
 *
 * <p>Identifiers are united, the one to use is the one that was told last. Of names, locale, country and other facts the
 * newest by event time counts, of consent the latest by its own time. Orders and revenue add up. First and last times are the
 * first and the last of both.
 */
public final class ProfileMerge {
    private static final String TIMEZONE = "timezone";
    private static final String TIMEZONE_FROM = "timezone_from";

    private ProfileMerge() {}

    /** What speaks against merging two profiles, or null when nothing does. */
    public static @Nullable Objection objection(Profile one, Profile other) {
        for (Map.Entry<String, String> id : one.customerIds().entrySet()) {
            String theirs = other.customerIds().get(id.getKey());
            if (theirs != null && !theirs.equals(id.getValue())) {
                return Objection.twoIds(id.getKey());
            }
        }
        boolean many = tooMany(one.emails(), other.emails())
                || tooMany(one.phones(), other.phones())
                || tooMany(one.anonymousIds(), other.anonymousIds());
        return many ? Objection.TOO_MANY : null;
    }

    private static boolean tooMany(List<String> one, List<String> other) {
        long more = other.stream().filter(value -> !one.contains(value)).count();
        return one.size() + more > Addresses.LIMIT;
    }

    /** The winner with all that the loser had, one version later. */
    public static Profile merge(Profile winner, Profile loser) {
        Map<String, String> customerIds = new HashMap<>(loser.customerIds());
        customerIds.putAll(winner.customerIds());
        Map<String, Object> fields = new HashMap<>(winner.fields());
        Map<String, Instant> knownSince = new HashMap<>(winner.knownSince());
        loser.fields().forEach((field, value) -> {
            if (isNewer(loser, winner, field)) {
                fields.put(field, value);
            }
        });
        if (loser.fields().containsKey(TIMEZONE) && isNewer(loser, winner, TIMEZONE)) {
            // where a time zone is known from goes with it
            fields.remove(TIMEZONE_FROM);
            Object from = loser.fields().get(TIMEZONE_FROM);
            if (from != null) {
                fields.put(TIMEZONE_FROM, from);
            }
        }
        loser.knownSince().forEach((fact, at) -> knownSince.merge(fact, at, ProfileMerge::later));
        Map<Channel, ConsentChange> consent = new EnumMap<>(Channel.class);
        consent.putAll(winner.consent());
        loser.consent().forEach((channel, change) -> consent.merge(channel, change, ProfileMerge::later));
        Map<String, BigDecimal> revenue = new HashMap<>(winner.revenue());
        loser.revenue().forEach((currency, sum) -> revenue.merge(currency, sum, BigDecimal::add));
        return new Profile(
                winner.id(),
                earlier(winner.createdAt(), loser.createdAt()),
                customerIds,
                addresses(winner.emails(), loser.emails(), isNewer(loser, winner, "email")),
                addresses(winner.phones(), loser.phones(), isNewer(loser, winner, "phone")),
                addresses(winner.anonymousIds(), loser.anonymousIds(), false),
                fields,
                knownSince,
                consent,
                winner.ordersCount() + loser.ordersCount(),
                revenue,
                first(winner.firstSeenAt(), loser.firstSeenAt()),
                last(winner.lastSeenAt(), loser.lastSeenAt()),
                last(winner.lastOrderAt(), loser.lastOrderAt()),
                winner.engagement().plus(loser.engagement()),
                winner.version() + 1);
    }

    private static boolean isNewer(Profile one, Profile than, String fact) {
        Instant at = one.knownSince().get(fact);
        Instant known = than.knownSince().get(fact);
        return known == null ? !than.fields().containsKey(fact) || at != null : at != null && at.isAfter(known);
    }

    private static List<String> addresses(List<String> winners, List<String> losers, boolean loserHasNewest) {
        Addresses united = new Addresses(loserHasNewest ? winners : losers);
        for (String value : loserHasNewest ? losers : winners) {
            united = united.with(value, true);
        }
        return united.values();
    }

    private static ConsentChange later(ConsentChange one, ConsentChange other) {
        return other.at().isAfter(one.at()) ? other : one;
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }

    private static @Nullable Instant first(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null ? one : earlier(one, other);
    }

    private static @Nullable Instant last(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null ? one : later(one, other);
    }
}
