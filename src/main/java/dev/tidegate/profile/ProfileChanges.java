package dev.tidegate.profile;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.profile.ProfileVersion.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two versions of a profile, as its history shows it. When a customer was seen is no part of that: it
 * changes with every event.
 */
public final class ProfileChanges {
    static final String EMAILS = "emails";
    static final String PHONES = "phones";
    static final String ANONYMOUS_IDS = "anonymous_ids";
    static final String ORDERS_COUNT = "orders_count";
    static final String LAST_ORDER_AT = "last_order_at";
    static final String CUSTOMER_IDS = "customer_ids.";
    static final String CONSENT = "consent.";
    static final String REVENUE = "revenue.";

    private final List<Change> changes = new ArrayList<>();

    private ProfileChanges() {}

    /** The facts that differ, in the order in which a profile is shown. */
    public static List<Change> between(Profile before, Profile after) {
        ProfileChanges found = new ProfileChanges();
        found.each(CUSTOMER_IDS, before.customerIds(), after.customerIds(), id -> id);
        found.note(EMAILS, before.emails(), after.emails());
        found.note(PHONES, before.phones(), after.phones());
        found.note(ANONYMOUS_IDS, before.anonymousIds(), after.anonymousIds());
        found.each("", before.fields(), after.fields(), value -> value);
        found.each(CONSENT, labelled(before.consent()), labelled(after.consent()), ProfileChanges::plain);
        found.note(ORDERS_COUNT, before.ordersCount(), after.ordersCount());
        found.each(REVENUE, before.revenue(), after.revenue(), sum -> sum);
        found.note(LAST_ORDER_AT, plain(before.lastOrderAt()), plain(after.lastOrderAt()));
        return found.changes;
    }

    private void note(String field, @Nullable Object from, @Nullable Object to) {
        if (!Objects.equals(from, to)) {
            changes.add(new Change(field, from, to));
        }
    }

    private <V> void each(String prefix, Map<String, V> before, Map<String, V> after, Function<V, Object> plain) {
        if (before.equals(after)) {
            return;
        }
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            V from = before.get(name);
            V to = after.get(name);
            note(prefix + name, from == null ? null : plain.apply(from), to == null ? null : plain.apply(to));
        }
    }

    private static Map<String, ConsentChange> labelled(Map<Channel, ConsentChange> consent) {
        Map<String, ConsentChange> labelled = new HashMap<>();
        consent.forEach((channel, change) -> labelled.put(channel.label(), change));
        return labelled;
    }

    private static Object plain(ConsentChange change) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("state", change.state().label());
        plain.put("at", Timestamps.format(change.at()));
        return plain;
    }

    private static @Nullable Object plain(@Nullable Instant instant) {
        return instant == null ? null : Timestamps.format(instant);
    }
}
