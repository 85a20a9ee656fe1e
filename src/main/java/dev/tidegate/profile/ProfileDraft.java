package dev.tidegate.profile;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Engagement;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A profile while it is being changed. */
final class ProfileDraft {
    private static final String COUNTRY = "country";
    private static final String TIMEZONE = "timezone";
    private static final String TIMEZONE_FROM = "timezone_from";
    private static final int LONGEST_FIELD = 256;
    private static final int MOST_CURRENCIES = 20;

    private final Profile before;
    private final Map<String, String> customerIds;
    private final Map<String, Object> fields;
    private final Map<String, Instant> knownSince;
    private final Map<Channel, ConsentChange> consent;
    private final Map<String, BigDecimal> revenue;
    private Addresses emails;
    private Addresses phones;
    private Addresses anonymousIds;
    private Engagement engagement;
    private long ordersCount;
    private @Nullable Instant firstSeenAt;
    private @Nullable Instant lastSeenAt;
    private @Nullable Instant lastOrderAt;
    private boolean changed;
    private boolean newVersion;

    ProfileDraft(Profile before) {
        this.before = before;
        this.customerIds = new HashMap<>(before.customerIds());
        this.fields = new HashMap<>(before.fields());
        this.knownSince = new HashMap<>(before.knownSince());
        this.consent = new EnumMap<>(Channel.class);
        this.consent.putAll(before.consent());
        this.revenue = new HashMap<>(before.revenue());
        this.emails = new Addresses(before.emails());
        this.phones = new Addresses(before.phones());
        this.anonymousIds = new Addresses(before.anonymousIds());
        this.engagement = before.engagement();
        this.ordersCount = before.ordersCount();
        this.firstSeenAt = before.firstSeenAt();
        this.lastSeenAt = before.lastSeenAt();
        this.lastOrderAt = before.lastOrderAt();
    }

    /** A second id of one space belongs to another customer; the first one stays. */
    void customerId(String idSpace, String customerId) {
        if (customerIds.putIfAbsent(idSpace, customerId) == null) {
            changed();
        }
    }

    void email(String email, Instant at) {
        Addresses was = emails;
        emails = was.with(email, tell("email", at));
        if (!emails.equals(was)) {
            changed();
        }
    }

    void phone(String phone, Instant at) {
        Addresses was = phones;
        phones = was.with(phone, tell("phone", at));
        if (!phones.equals(was)) {
            changed();
        }
    }

    void anonymousId(String anonymousId) {
        Addresses was = anonymousIds;
        anonymousIds = was.with(anonymousId, true);
        if (!anonymousIds.equals(was)) {
            changed();
        }
    }

    void field(String name, String text, Instant at) {
        if (!text.isBlank() && text.length() <= LONGEST_FIELD && tell(name, at)) {
            set(name, text);
            if (name.equals(TIMEZONE)) {
                set(TIMEZONE_FROM, "source");
            }
        }
    }

    /** What is brought back counts from now: what older events tell does not undo it. */
    void restore(Event event, Instant at) {
        Map<String, Object> past = new HashMap<>();
        RestoreEvent.fields(event).forEach((name, value) -> past.put(String.valueOf(name), value));
        Addresses pastEmails = new Addresses(RestoreEvent.emails(event));
        Addresses pastPhones = new Addresses(RestoreEvent.phones(event));
        if (past.equals(fields) && pastEmails.equals(emails) && pastPhones.equals(phones)) {
            return;
        }
        fields.keySet().forEach(name -> knownSince.put(name, at));
        past.keySet().forEach(name -> knownSince.put(name, at));
        knownSince.put("email", at);
        knownSince.put("phone", at);
        fields.clear();
        fields.putAll(past);
        emails = pastEmails;
        phones = pastPhones;
        changed();
    }

    /** A time zone that no source has told is the country's, where that has only one. */
    void guessTimezone() {
        boolean told = fields.containsKey(TIMEZONE) && !"country".equals(fields.get(TIMEZONE_FROM));
        if (!told && fields.get(COUNTRY) instanceof String country) {
            CountryZones.of(country).ifPresentOrElse(zone -> guess(zone), this::guessNothing);
        }
    }

    private void guess(String zone) {
        set(TIMEZONE, zone);
        set(TIMEZONE_FROM, "country");
    }

    private void guessNothing() {
        if (fields.remove(TIMEZONE) != null) {
            fields.remove(TIMEZONE_FROM);
            changed();
        }
    }

    private void set(String name, String text) {
        if (!text.equals(fields.put(name, text))) {
            changed();
        }
    }

    Engagement engagement() {
        return engagement;
    }

    /** What a customer reads and begins is counted and makes no version. */
    void engage(Engagement after) {
        changed |= after != engagement;
        engagement = after;
    }

    /** Of two that speak for the same moment the refusal counts. */
    void consent(ConsentChange change) {
        ConsentChange known = consent.get(change.channel());
        boolean newer = known == null
                || change.at().isAfter(known.at())
                || (change.at().equals(known.at())
                        && change.state() == ConsentState.DENIED
                        && known.state() != ConsentState.DENIED);
        if (newer && change.state() != ConsentState.UNKNOWN) {
            consent.put(change.channel(), change);
            changed();
        }
    }

    void order(Event event, Instant at) {
        lastOrderAt = later(lastOrderAt, at);
        add(Counted.of(event), 1);
        changed();
    }

    private void add(Counted order, int sign) {
        ordersCount = Math.max(0, ordersCount + sign);
        String currency = order.currency();
        if (currency != null && (revenue.containsKey(currency) || revenue.size() < MOST_CURRENCIES)) {
            BigDecimal value = sign < 0 ? order.value().negate() : order.value();
            revenue.merge(currency, value, BigDecimal::add);
        }
    }

    /** E-mails that were counted as read on a day stay so. */
    void recount(Counted was, Counted is, Instant at) {
        if (was.equals(is)) {
            return;
        }
        if (was.what() == Counted.What.ORDER) {
            add(was, -1);
        }
        switch (is.what()) {
            case ORDER -> {
                add(is, 1);
                lastOrderAt = later(lastOrderAt, at);
            }
            case OPEN -> engagement = engagement.opened(at);
            case CLICK -> engagement = engagement.clicked(at);
            case NOTHING -> {}
        }
        changed();
    }

    /** Forgets facts that nothing newer has told since. */
    void withdraw(Replayed.Before told) {
        told.fields().forEach((name, value) -> {
            if (told.at().equals(knownSince.get(name)) && value.equals(fields.get(name))) {
                fields.remove(name);
                knownSince.remove(name);
                if (name.equals(TIMEZONE)) {
                    fields.remove(TIMEZONE_FROM);
                }
                changed();
            }
        });
    }

    void seen(Instant at) {
        Instant first = firstSeenAt;
        if (first == null || at.isBefore(first)) {
            firstSeenAt = at;
            changed = true;
        }
        Instant last = later(lastSeenAt, at);
        changed |= !last.equals(lastSeenAt);
        lastSeenAt = last;
    }

    /** Whether what is told of this moment is the newest, and if so, remembers the moment. */
    private boolean tell(String fact, Instant at) {
        Instant known = knownSince.get(fact);
        if (known != null && at.isBefore(known)) {
            return false;
        }
        if (!at.equals(known)) {
            knownSince.put(fact, at);
            changed = true;
        }
        return true;
    }

    private void changed() {
        changed = true;
        newVersion = true;
    }

    /** The profile as it is now; the same instance when nothing was told. */
    Profile result() {
        return changed ? toProfile() : before;
    }

    private Profile toProfile() {
        return new Profile(
                before.id(),
                before.createdAt(),
                customerIds,
                emails.values(),
                phones.values(),
                anonymousIds.values(),
                fields,
                knownSince,
                consent,
                ordersCount,
                revenue,
                firstSeenAt,
                lastSeenAt,
                lastOrderAt,
                engagement,
                newVersion ? before.version() + 1 : before.version());
    }

    /** The same, or the profile as it was when all is as before after all. */
    Profile corrected() {
        newVersion |= changed;
        Profile draft = result();
        return draft.withVersion(before.version()).equals(before) ? before : draft;
    }

    private static Instant later(@Nullable Instant known, Instant at) {
        return known == null || at.isAfter(known) ? at : known;
    }
}
