package dev.tidegate.profile;

import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.redis.Identifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * That a profile was merged into another one, with all that it takes to undo that.
 *
 * @param at when the other one took it over
 * @param before the other one as it was without it; the event that showed them to be one may have told it identifiers already
 * @param brought the profile as it was merged
 * @param led the digests of the identifiers that led to the profile
 * @param with the profiles that had been merged into it itself
 */
public record Joining(Instant at, Profile before, Profile brought, Set<String> led, Set<ProfileId> with) {
    public Joining {
        led = Set.copyOf(led);
        with = Set.copyOf(with);
    }

    /** The profile that was merged. */
    public ProfileId joined() {
        return brought.id();
    }

    /** The id spaces in which the customer id is the merged profile's. */
    public List<String> ownIdSpaces() {
        return own(
                brought.customerIds().keySet(),
                before.customerIds().keySet(),
                space -> Identifier.customerId(space, brought.customerIds().getOrDefault(space, "")));
    }

    public List<String> ownEmails() {
        return own(brought.emails(), before.emails(), Identifier::email);
    }

    public List<String> ownPhones() {
        return own(brought.phones(), before.phones(), Identifier::phone);
    }

    /** A browser is all that a profile is known by that has nothing else; else several customers may have used it. */
    public List<String> ownAnonymousIds() {
        return brought.isAnonymous()
                ? brought.anonymousIds()
                : brought.anonymousIds().stream()
                        .filter(id -> !before.anonymousIds().contains(id))
                        .toList();
    }

    /** All by which the merged profile itself can be found, but for its browsers. */
    public List<Identifier> ownIdentifiers() {
        List<Identifier> own = new ArrayList<>();
        ownIdSpaces()
                .forEach(space -> own.add(
                        Identifier.customerId(space, brought.customerIds().getOrDefault(space, ""))));
        ownEmails().forEach(email -> own.add(Identifier.email(email)));
        ownPhones().forEach(phone -> own.add(Identifier.phone(phone)));
        return own;
    }

    private List<String> own(
            Collection<String> its, Collection<String> others, Function<String, Identifier> identifier) {
        List<String> own = new ArrayList<>();
        for (String one : its) {
            if (!others.contains(one) || led.contains(identifier.apply(one).digest())) {
                own.add(one);
            }
        }
        return own;
    }

    /** The identifiers by which a customer can be found, but for their browsers. */
    public static List<Identifier> identifiers(Profile profile) {
        return Stream.of(
                        profile.customerIds().entrySet().stream()
                                .map(id -> Identifier.customerId(id.getKey(), id.getValue())),
                        profile.emails().stream().map(Identifier::email),
                        profile.phones().stream().map(Identifier::phone))
                .flatMap(all -> all)
                .toList();
    }
}
