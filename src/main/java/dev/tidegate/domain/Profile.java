package dev.tidegate.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one customer across all sources.
 *
 * @param createdAt when the first event of this customer was applied
 * @param customerIds the customer's id in each id space
 * @param emails lower case whole, newest last
 * @param phones E.164, newest last
 * @param anonymousIds newest last
 * @param fields names, locale, country, time zone and where that is known from, under their names in the contract
 * @param knownSince when, by event time, the facts of which only the newest counts were last told, under their names in
 *     the contract: each of the fields, the newest address and the newest number
 * @param consent what this profile's own events said last, per channel; the address's record decides, not this
 * @param ordersCount completed orders seen
 * @param revenue the sum of completed orders, per currency
 * @param version counts the changes, from 1; when a customer was seen is no change
 */
public record Profile(
        ProfileId id,
        Instant createdAt,
        Map<String, String> customerIds,
        List<String> emails,
        List<String> phones,
        List<String> anonymousIds,
        Map<String, Object> fields,
        Map<String, Instant> knownSince,
        Map<Channel, ConsentChange> consent,
        long ordersCount,
        Map<String, BigDecimal> revenue,
        @Nullable Instant firstSeenAt,
        @Nullable Instant lastSeenAt,
        @Nullable Instant lastOrderAt,
        Engagement engagement,
        long version) {

    public Profile {
        customerIds = Map.copyOf(customerIds);
        emails = List.copyOf(emails);
        phones = List.copyOf(phones);
        anonymousIds = List.copyOf(anonymousIds);
        fields = Map.copyOf(fields);
        knownSince = Map.copyOf(knownSince);
        consent = Map.copyOf(consent);
        revenue = Map.copyOf(revenue);
    }

    /** A customer of whose reading and baskets nothing is known. */
    public Profile(
            ProfileId id,
            Instant createdAt,
            Map<String, String> customerIds,
            List<String> emails,
            List<String> phones,
            List<String> anonymousIds,
            Map<String, Object> fields,
            Map<String, Instant> knownSince,
            Map<Channel, ConsentChange> consent,
            long ordersCount,
            Map<String, BigDecimal> revenue,
            @Nullable Instant firstSeenAt,
            @Nullable Instant lastSeenAt,
            @Nullable Instant lastOrderAt,
            long version) {
        this(
                id,
                createdAt,
                customerIds,
                emails,
                phones,
                anonymousIds,
                fields,
                knownSince,
                consent,
                ordersCount,
                revenue,
                firstSeenAt,
                lastSeenAt,
                lastOrderAt,
                Engagement.NONE,
                version);
    }

    /** A customer of whom nothing is known yet. */
    public static Profile empty(ProfileId id, Instant now) {
        return new Profile(
                id, now, Map.of(), List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of(), 0, Map.of(), null,
                null, null, 0);
    }

    /** The same as another version. */
    public Profile withVersion(long other) {
        return new Profile(
                id,
                createdAt,
                customerIds,
                emails,
                phones,
                anonymousIds,
                fields,
                knownSince,
                consent,
                ordersCount,
                revenue,
                firstSeenAt,
                lastSeenAt,
                lastOrderAt,
                engagement,
                other);
    }

    /** Whether the customer is known by a browser or basket only. */
    public boolean isAnonymous() {
        return customerIds.isEmpty() && emails.isEmpty() && phones.isEmpty();
    }

    /** The newest address for e-mail. */
    public @Nullable String email() {
        return emails.isEmpty() ? null : emails.getLast();
    }

    /** The newest phone number. */
    public @Nullable String phone() {
        return phones.isEmpty() ? null : phones.getLast();
    }
}
