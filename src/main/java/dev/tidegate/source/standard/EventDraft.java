package dev.tidegate.source.standard;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.source.FieldError;
import dev.tidegate.source.FieldError.Code;
import dev.tidegate.source.Item;
import dev.tidegate.source.Placeholders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event in the making: takes what a sender wrote, standardises it, and collects what is wrong. Every source makes its
 * events here, so that they come out alike. What is null or a placeholder counts as not said.
 *
 * <p>A bad e-mail address, type, id or time makes the event invalid, for acting on it would reach the wrong person or the
 * wrong moment, and who sends it can mend it. A phone number, currency, country or amount that cannot be read is left out and
 * named in the context under {@code left_out}, for it must not cost an order. The webhooks of storefronts and
 * ESPs repeat what a customer has typed, and nobody there can mend it: of those, all that is bad is left out, except the id
 * and the type.
 */
public final class EventDraft {
    private static final int LONGEST_ID = 256;
    private static final String TOO_LONG = "has at most " + LONGEST_ID + " characters";
    private static final int MOST_PROPERTIES = 1_000;

    private final Provenance provenance;
    private final boolean sparing;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Map<String, Object> context = new LinkedHashMap<>();
    private final Map<String, Object> traits = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>(0);
    private final List<FieldError> errors = new ArrayList<>(0);
    private final SaidConsents consents = new SaidConsents();

    private @Nullable String type;
    private @Nullable String sourceId;
    private @Nullable Instant occurredAt;
    private @Nullable String customerId;
    private @Nullable String email;
    private @Nullable String phone;
    private @Nullable String anonymousId;

    /** Of a sender who is told what is wrong. */
    public EventDraft(Provenance provenance) {
        this(provenance, false);
    }

    private EventDraft(Provenance provenance, boolean sparing) {
        this.provenance = provenance;
        this.sparing = sparing;
    }

    /** Of a storefront's or an ESP's own making, of which no order and no bounce is to be lost. */
    public static EventDraft sparing(Provenance provenance) {
        return new EventDraft(provenance, true);
    }

    /** A type from our own tables. */
    public void type(String canonical) {
        type = canonical;
    }

    /** A type that the sender chose, in whatever style. */
    public void typeAsSent(@Nullable Object raw) {
        if (!(raw instanceof String text) || text.isBlank()) {
            error("type", Code.MISSING, "the type of the event is needed");
            return;
        }
        String canonical = EventTypes.canonical(text);
        if (EventTypes.isWellFormed(canonical)) {
            type = canonical;
        } else {
            error(
                    "type",
                    Code.FORMAT,
                    "a type starts with a letter and has at most 64 letters, digits and underscores");
        }
    }

    /** The canonical type, as far as it is known. */
    public @Nullable String type() {
        return type;
    }

    /** The sender's delivery or event id. */
    public void sourceId(String id) {
        if (id.length() <= LONGEST_ID) {
            sourceId = id;
        } else {
            error("id", Code.LENGTH, TOO_LONG);
        }
    }

    /** The id as the sender wrote it, or else another that its content gives. */
    public void sourceIdOr(@Nullable Object raw, Supplier<String> otherwise) {
        String id = Fields.idOf(raw);
        sourceId(id != null ? id : otherwise.get());
    }

    public void occurredAt(@Nullable Object raw) {
        occurredAt = instant("occurred_at", raw);
    }

    public void occurredAt(Instant instant) {
        occurredAt = instant;
    }

    public void customerId(@Nullable Object raw) {
        String id = identifier("customer_id", raw);
        customerId = id == null ? customerId : id;
    }

    public void anonymousId(@Nullable Object raw) {
        String id = identifier("anonymous_id", raw);
        anonymousId = id == null ? anonymousId : id;
    }

    public void email(@Nullable Object raw) {
        String text = meant(raw);
        if (text == null) {
            return;
        }
        String standard = Emails.standardise(text);
        if (standard == null) {
            faulty("email", Code.FORMAT, "is not an e-mail address");
        } else {
            email = standard;
        }
    }

    public @Nullable String email() {
        return email;
    }

    /** @param country where a number without a country code is from, or null if that is not known */
    public void phone(@Nullable Object raw, @Nullable String country) {
        String text = meant(raw);
        if (text == null) {
            return;
        }
        String standard = Phones.standardise(text, country);
        if (standard == null) {
            leftOut("phone");
        } else {
            phone = standard;
        }
    }

    /** The customer agreed or declined, at {@code at} or, if that is null, when the event occurred. */
    public void consent(Channel channel, ConsentState state, @Nullable Object at) {
        Instant since = instant("consent", at);
        if (since == null && leftOut.contains("consent")) {
            standingConsent(channel, state);
        } else {
            consents.add(channel, state, since);
        }
    }

    /**
     * A consent that the sender goes on repeating, nobody knows since when. As a grant it counts where nothing else is known
     * and undoes no refusal; as a refusal it counts from now.
     */
    public void standingConsent(Channel channel, ConsentState state) {
        consents.addStanding(channel, state);
    }

    public void property(String name, @Nullable Object value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    /** Properties as the sender named them; those that mean the same everywhere are brought into their form. */
    public void properties(Map<String, Object> more) {
        more.forEach((name, value) -> {
            switch (name) {
                case "currency" -> currency(value);
                case "value" -> amount(name, value);
                case "order_id", "checkout_token", "cart_token" -> property(name, Fields.idOf(value));
                case "category" -> property(name, Labels.canonical(value));
                case "products" -> property(name, Labels.ofProducts(value));
                default -> property(name, value);
            }
        });
    }

    /** Money: exact, or left out. */
    public void amount(String name, @Nullable Object raw) {
        if (raw != null) {
            keep(properties, name, Amounts.read(raw));
        }
    }

    public void currency(@Nullable Object raw) {
        if (raw instanceof String text && !text.isBlank()) {
            keep(properties, "currency", Codes.currency(text));
        }
    }

    /** A point in time among the properties, in the canonical form, or left out. */
    public void time(String name, @Nullable Object raw) {
        if (raw != null) {
            Instant instant = Dates.read(raw);
            keep(properties, name, instant == null ? null : Timestamps.format(instant));
        }
    }

    public void context(String name, @Nullable Object value) {
        if (value != null) {
            context.put(name, value);
        }
    }

    /** A fact about the customer, such as {@code first_name}. */
    public void trait(String name, @Nullable Object value) {
        if (value != null) {
            traits.put(name, value);
        }
    }

    public void country(@Nullable String raw) {
        if (raw != null) {
            keep(traits, "country", Codes.country(raw));
        }
    }

    /** The country, as far as it is known. */
    public @Nullable String country() {
        return traits.get("country") instanceof String country ? country : null;
    }

    /** The language of the visit, which is a fact about the visit first. */
    public void locale(@Nullable String raw) {
        if (raw != null) {
            keep(context, "locale", Codes.locale(raw));
        }
    }

    /** The facts about the customer are also what the event is about. */
    public void traitsAreProperties() {
        properties.putAll(traits);
        property("locale", context.get("locale"));
    }

    public void error(String field, Code code, String message) {
        FieldError error = new FieldError(field, code, message);
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }

    /** The event, or what is wrong with it. */
    public Item finish() {
        if (type == null && errors.stream().noneMatch(error -> error.field().equals("type"))) {
            error("type", Code.MISSING, "the type of the event is needed");
        }
        if (properties.size() > MOST_PROPERTIES) {
            error("properties", Code.LENGTH, "an event has at most " + MOST_PROPERTIES + " properties");
        }
        if (!errors.isEmpty() || type == null || sourceId == null) {
            return new Item.Rejected(errors);
        }
        if (!traits.isEmpty()) {
            context.put("traits", traits);
        }
        if (!leftOut.isEmpty()) {
            context.put("left_out", leftOut);
        }
        Instant at = occurredAt == null ? provenance.receivedAt() : occurredAt;
        return new Item.Valid(new Event(
                EventId.of(provenance.source(), sourceId),
                provenance.source(),
                type,
                at,
                provenance.receivedAt(),
                sourceId,
                new Customer(customerId, provenance.idSpace(), email, phone, anonymousId),
                properties,
                context,
                consents.isEmpty() ? List.of() : consents.latest(at, provenance.receivedAt(), this::isForLostAddress)));
    }

    /** Whether the address that the customer agreed for could not be read, so that it would count for another. */
    private boolean isForLostAddress(Channel channel) {
        return switch (channel) {
            case EMAIL -> email == null && leftOut.contains("email");
            case SMS -> phone == null && leftOut.contains("phone");
        };
    }

    private void faulty(String field, Code code, String message) {
        if (sparing) {
            leftOut(field);
        } else {
            error(field, code, message);
        }
    }

    private void keep(Map<String, Object> map, String name, @Nullable Object standard) {
        if (standard == null) {
            leftOut(name);
        } else {
            map.put(name, standard);
        }
    }

    /** Names what was said and could not be used. */
    public void leftOut(String name) {
        if (!leftOut.contains(name)) {
            leftOut.add(name);
        }
    }

    private @Nullable Instant instant(String field, @Nullable Object raw) {
        if (raw == null || raw instanceof String text && text.isBlank()) {
            return null;
        }
        Instant instant = Dates.read(raw);
        if (instant == null) {
            faulty(field, Code.FORMAT, "a time is ISO-8601 or seconds or milliseconds since 1970");
        }
        return instant;
    }

    private @Nullable String identifier(String field, @Nullable Object raw) {
        String id = meant(raw);
        if (id != null && id.length() > LONGEST_ID) {
            faulty(field, Code.LENGTH, TOO_LONG);
            return null;
        }
        return id;
    }

    private @Nullable String meant(@Nullable Object raw) {
        String id = Fields.idOf(raw);
        return id == null || Placeholders.BUILT_IN.isOne(id) ? null : id;
    }
}
