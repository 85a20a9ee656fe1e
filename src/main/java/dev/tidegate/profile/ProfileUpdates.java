package dev.tidegate.profile;

import dev.tidegate.domain.Digests;
import dev.tidegate.domain.Engagement;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventTypes;
import dev.tidegate.domain.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What events tell of a customer.
 *
 * <p>Of names, locale, country, time zone and the address to use, the newest by event time counts; of consent the latest by
 * its own time. Orders and revenue add up in any order. A customer was seen when they did something, not when their data changed
 * or an e-mail reached them.
 */
public final class ProfileUpdates {
    private static final List<String> BASKETS = List.of("cart_token", "checkout_token");

    /** Enough to tell a customer's last few baskets from each other. */
    private static final int BASKET_DIGEST = 8;

    private ProfileUpdates() {}

    /**
     * The profile with the event's facts, one version later unless only the time of what was known is another; the same
     * instance when the event tells nothing new.
     */
    public static Profile apply(Profile profile, Event event, Instant now) {
        Instant at = happened(event, now);
        ProfileDraft draft = new ProfileDraft(profile);
        identify(draft, event, at);
        describe(draft, event, at);
        if (RestoreEvent.isOne(event)) {
            draft.restore(event, at);
        }
        ConsentRules.changes(event).forEach(draft::consent);
        if (event.type().equals(EventTypes.ORDER_COMPLETED)) {
            draft.order(event, at);
        }
        engage(draft, event, at);
        if (EventTypes.isActivity(event.type()) && !ConsentRules.byOperator(event)) {
            draft.seen(at);
        }
        return draft.result();
    }

    /**
     * The profile after a recorded event was mapped again; the same instance when nothing is otherwise. What the event told
     * then and tells no more is forgotten, and what it adds up to is put right.
     *
     * @param counted what the event adds to the profile's figures as they stand; null to leave those alone
     */
    public static Profile correct(Profile profile, Replayed replayed, @Nullable Counted counted, Instant now) {
        Event event = replayed.event();
        Instant at = happened(event, now);
        ProfileDraft draft = new ProfileDraft(profile);
        if (replayed.before() != null) {
            draft.withdraw(replayed.before());
        }
        identify(draft, event, at);
        describe(draft, event, at);
        ConsentRules.changes(event).forEach(draft::consent);
        if (counted != null) {
            draft.recount(counted, Counted.of(event), at);
        }
        String basket = basket(event);
        if (basket != null) {
            draft.engage(draft.engagement().basket(basket));
        }
        if (EventTypes.isActivity(event.type())) {
            draft.seen(at);
        }
        return draft.corrected();
    }

    /** A sender's clock may be ahead; nothing happened later than now. */
    private static Instant happened(Event event, Instant now) {
        return event.occurredAt().isAfter(now) ? now : event.occurredAt();
    }

    private static void identify(ProfileDraft draft, Event event, Instant at) {
        if (event.customer().profile() != null) {
            return;
        }
        String customerId = event.customer().customerId();
        if (customerId != null) {
            draft.customerId(event.customer().idSpace(), customerId);
        }
        String email = event.customer().email();
        if (email != null) {
            draft.email(email.toLowerCase(Locale.ROOT), at);
        }
        String phone = event.customer().phone();
        if (phone != null) {
            draft.phone(phone, at);
        }
        String anonymousId = event.customer().anonymousId();
        if (anonymousId != null) {
            draft.anonymousId(anonymousId);
        }
    }

    private static void describe(ProfileDraft draft, Event event, Instant at) {
        new PersonFacts(event).tell((name, value) -> draft.field(name, value, at));
        draft.guessTimezone();
    }

    /** What a machine opened or clicked tells nothing of the customer. */
    private static void engage(ProfileDraft draft, Event event, Instant at) {
        Engagement before = draft.engagement();
        boolean bot = Boolean.TRUE.equals(event.properties().get("bot"));
        draft.engage(
                switch (event.type()) {
                    case EventTypes.EMAIL_OPENED -> bot ? before : before.opened(at);
                    case EventTypes.EMAIL_CLICKED -> bot ? before : before.clicked(at);
                    default -> {
                        String basket = basket(event);
                        yield basket == null ? before : before.basket(basket);
                    }
                });
    }

    /** What names the basket that the event is about: a checkout belongs to the cart it came from. */
    private static @Nullable String basket(Event event) {
        for (String name : BASKETS) {
            if (event.properties().get(name) instanceof String token && !token.isEmpty()) {
                return Digests.of(token).substring(0, BASKET_DIGEST);
            }
        }
        return null;
    }
}
