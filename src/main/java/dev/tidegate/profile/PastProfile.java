package dev.tidegate.profile;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Profile;
import dev.tidegate.json.Stored;
import dev.tidegate.profile.ProfileVersion.Change;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A profile as it was: the present one with its changes undone, the latest first. */
public final class PastProfile {
    private final Profile present;
    private final Map<String, String> customerIds;
    private final Map<String, Object> fields;
    private final Map<Channel, ConsentChange> consent;
    private final Map<String, BigDecimal> revenue;
    private List<String> emails;
    private List<String> phones;
    private List<String> anonymousIds;
    private long ordersCount;
    private @Nullable Instant lastOrderAt;
    private long version;

    private PastProfile(Profile present) {
        this.present = present;
        this.customerIds = new HashMap<>(present.customerIds());
        this.fields = new HashMap<>(present.fields());
        this.consent = new HashMap<>(present.consent());
        this.revenue = new HashMap<>(present.revenue());
        this.emails = present.emails();
        this.phones = present.phones();
        this.anonymousIds = present.anonymousIds();
        this.ordersCount = present.ordersCount();
        this.lastOrderAt = present.lastOrderAt();
        this.version = present.version();
    }

    /**
     * The profile as it stood at that time; empty when it did not exist yet, or the history does not reach back so far.
     *
     * @param history the latest first
     * @throws IllegalArgumentException if the history is of a newer version or damaged
     */
    public static Optional<Profile> at(Instant at, Profile present, List<ProfileVersion> history) {
        PastProfile past = new PastProfile(present);
        for (ProfileVersion change : history) {
            if (!change.at().isAfter(at)) {
                return Optional.of(past.asOf(at));
            }
            change.changes().forEach(past::undo);
            past.version = change.version() - 1;
        }
        boolean wasThere = !present.createdAt().isAfter(at);
        return wasThere && (history.isEmpty() || past.version == 0) ? Optional.of(past.asOf(at)) : Optional.empty();
    }

    private void undo(Change change) {
        String field = change.field();
        Stored known = Stored.of(Collections.singletonMap(field, change.from()));
        switch (field) {
            case ProfileChanges.EMAILS -> emails = known.texts(field);
            case ProfileChanges.PHONES -> phones = known.texts(field);
            case ProfileChanges.ANONYMOUS_IDS -> anonymousIds = known.texts(field);
            case ProfileChanges.ORDERS_COUNT -> ordersCount = known.has(field) ? known.number(field) : 0;
            case ProfileChanges.LAST_ORDER_AT -> lastOrderAt = known.instantOrNull(field);
            default -> undoOne(field, known, change.from());
        }
    }

    private void undoOne(String field, Stored known, @Nullable Object from) {
        if (field.startsWith(ProfileChanges.CUSTOMER_IDS)) {
            put(customerIds, field.substring(ProfileChanges.CUSTOMER_IDS.length()), known.textOrNull(field));
        } else if (field.startsWith(ProfileChanges.REVENUE)) {
            String currency = field.substring(ProfileChanges.REVENUE.length());
            put(revenue, currency, from == null ? null : Stored.decimal(from));
        } else if (field.startsWith(ProfileChanges.CONSENT)) {
            Channel channel = Channel.valueOf(
                    field.substring(ProfileChanges.CONSENT.length()).toUpperCase(Locale.ROOT));
            put(consent, channel, known.has(field) ? consent(channel, known.object(field)) : null);
        } else {
            put(fields, field, from);
        }
    }

    private static <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    private static ConsentChange consent(Channel channel, Stored plain) {
        return new ConsentChange(channel, plain.constant(ConsentState.class, "state"), plain.instant("at"));
    }

    /** When the customer was seen is not in the history; what was seen later than then was not known. */
    private Profile asOf(Instant at) {
        Instant first = present.firstSeenAt();
        Instant last = present.lastSeenAt();
        return new Profile(
                present.id(),
                present.createdAt(),
                customerIds,
                emails,
                phones,
                anonymousIds,
                fields,
                Map.of(),
                consent,
                ordersCount,
                revenue,
                first == null || first.isAfter(at) ? null : first,
                last == null || last.isAfter(at) ? null : last,
                lastOrderAt,
                version);
    }
}
