package dev.tidegate.queue;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.queue.IdentifierIndex.Claim;
import dev.tidegate.queue.IdentifierIndex.Owner;
import dev.tidegate.queue.Mergers.Placement;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Key;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the profile that each event belongs to, and claims for it the identifiers that are new.
 *
 * <p>The weightiest identifier that is known decides. A browser or basket that so far belonged to nobody known is adopted by
 * the customer who turns out to use it. Where identifiers name several profiles, {@link Mergers} judges what that means.
 */
final class Resolver {
    private static final int REMEMBERED = 50_000;

    private final RedisRouter redis;
    private final Keys keys;
    private final Mergers mergers;
    private final Supplier<ProfileId> newProfile;
    private final IdentifierIndex index;
    private final ClaimedIds claimedIds = new ClaimedIds(REMEMBERED);
    private long partings;

    Resolver(RedisRouter redis, Keys keys, Mergers mergers, Supplier<ProfileId> newProfile) {
        this.redis = redis;
        this.keys = keys;
        this.mergers = mergers;
        this.newProfile = newProfile;
        this.index = new IdentifierIndex(redis, keys, REMEMBERED);
    }

    /** Forgets whom identifiers belong to if some merge has been undone since the last look, by whatever process. */
    Future<?> refresh() {
        Key key = keys.partings();
        return redis.send(Lane.WORK, key, Request.cmd(Command.GET).arg(key.name()))
                .onSuccess(reply -> {
                    long now = reply == null ? 0 : Long.parseLong(reply.toString());
                    if (now != partings) {
                        partings = now;
                        index.forget();
                        claimedIds.forget();
                    }
                });
    }

    /** The profile of each event, in order, and which others turned out to be the same customer. */
    Future<List<Placement>> resolve(List<Event> events) {
        long begun = partings;
        return resolved(events).onSuccess(placements -> {
            if (begun != partings) {
                // what was looked up in between may be from before
                index.forget();
            }
        });
    }

    private Future<List<Placement>> resolved(List<Event> events) {
        List<Identifiers> all = events.stream().map(Identifiers::of).toList();
        return index.find(all)
                .compose(owners -> follow(all, owners)
                        .compose(v -> apart(events, all, owners))
                        .compose(apart -> settle(events, all, owners, apart))
                        .compose(profiles -> placed(events, all, profiles, owners)));
    }

    /**
     * A browser or basket whose profile was merged into a known customer's is that customer's by now, and says nothing of
     * anybody else who uses it.
     */
    private Future<?> follow(List<Identifiers> all, Map<Identifier, Owner> owners) {
        List<Future<?>> looks = new ArrayList<>();
        for (Identifiers identifiers : all) {
            for (Identifier id : identifiers.strong().isEmpty() ? List.<Identifier>of() : identifiers.weak()) {
                Owner owner = owners.get(id);
                if (owner != null && !owner.named()) {
                    looks.add(mergers.standing(owner.profile())
                            .compose(standing -> standing.named()
                                    ? index.repoint(id, owner, new Owner(standing.profile(), true), owners)
                                    : Future.succeededFuture()));
                }
            }
        }
        return Future.join(looks);
    }

    /**
     * The customer ids that must not be given to the profile that the event's address names, since that one has another id in
     * the same space: two accounts with one address are two customers.
     */
    private Future<Set<Identifier>> apart(List<Event> events, List<Identifiers> all, Map<Identifier, Owner> owners) {
        Set<Identifier> apart = new HashSet<>();
        List<Future<?>> looks = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Event event = events.get(i);
            Identifier first = all.get(i).weightiest();
            Owner owner = owner(all.get(i), owners);
            if (event.customer().customerId() != null
                    && first != null
                    && owner != null
                    && owner.named()
                    && !owners.containsKey(first)) {
                if (claimedIds.isAnothers(event.customer(), owner.profile())) {
                    apart.add(first);
                    continue;
                }
                looks.add(mergers.hasOtherId(event.customer(), owner.profile()).onSuccess(other -> {
                    if (other) {
                        apart.add(first);
                    }
                }));
            }
        }
        return Future.join(looks).map(v -> apart);
    }

    /** Looks at the events whose identifiers name several profiles. One that the gateway itself made says whose it is. */
    private Future<List<Placement>> placed(
            List<Event> events, List<Identifiers> all, List<ProfileId> profiles, Map<Identifier, Owner> owners) {
        List<Future<Placement>> placements = new ArrayList<>(profiles.size());
        for (int i = 0; i < profiles.size(); i++) {
            ProfileId named = events.get(i).customer().profile();
            placements.add(
                    named == null
                            ? place(events.get(i), all.get(i), profiles.get(i), owners)
                            : Future.succeededFuture(Placement.of(named)));
        }
        return Future.join(placements)
                .map(v -> placements.stream().map(Future::result).toList());
    }

    private Future<Placement> place(
            Event event, Identifiers identifiers, ProfileId chosen, Map<Identifier, Owner> owners) {
        Map<ProfileId, String> others = others(identifiers, chosen, owners);
        if (others.isEmpty()) {
            return Future.succeededFuture(Placement.of(chosen));
        }
        return mergers.place(event, chosen, others, claimedIds).onSuccess(placement -> {
            // What was remembered is out of date now, or was already; it is looked up anew next time.
            index.forget(identifiers);
        });
    }

    /**
     * The other profiles that an event names, each with the kind of identifier that does. A browser or basket that has been
     * somebody else's says nothing of who the customer is.
     */
    private static Map<ProfileId, String> others(
            Identifiers identifiers, ProfileId chosen, Map<Identifier, Owner> owners) {
        Map<ProfileId, String> others = new LinkedHashMap<>();
        for (Identifier id : identifiers.strong()) {
            Owner owner = owners.get(id);
            if (owner != null) {
                others.putIfAbsent(owner.profile(), identifiers.kindOf(id));
            }
        }
        for (Identifier id : identifiers.weak()) {
            Owner owner = owners.get(id);
            if (owner != null && !owner.named()) {
                others.putIfAbsent(owner.profile(), identifiers.kindOf(id));
            }
        }
        others.remove(chosen);
        return others;
    }

    /**
     * Claims what decides first, and the rest only when that claim stands: otherwise an identifier could be left pointing at a
     * profile that lost.
     */
    private Future<List<ProfileId>> settle(
            List<Event> events, List<Identifiers> all, Map<Identifier, Owner> owners, Set<Identifier> apart) {
        Map<Identifier, Claim> deciding = new LinkedHashMap<>();
        Map<Identifier, Owner> outlook = new HashMap<>(owners);
        for (int i = 0; i < all.size(); i++) {
            Identifiers identifiers = all.get(i);
            Customer customer = events.get(i).customer();
            Identifier first = identifiers.weightiest();
            Owner expected = owner(identifiers, outlook);
            boolean anothers = expected != null
                    && customer.customerId() != null
                    && !outlook.containsKey(first)
                    && claimedIds.isAnothers(customer, expected.profile());
            if (first == null || (expected != null && !anothers && !apart.contains(first))) {
                if (expected != null) {
                    claimedIds.note(customer, expected.profile());
                }
                continue;
            }
            Owner fresh = new Owner(newProfile.get(), !identifiers.strong().isEmpty());
            claimedIds.note(customer, fresh.profile());
            deciding.put(first, new Claim(fresh, identifiers.strong().isEmpty()));
            identifiers.strong().forEach(id -> outlook.putIfAbsent(id, fresh));
            identifiers.weak().forEach(id -> outlook.putIfAbsent(id, fresh));
        }
        return index.claim(deciding, owners).compose(v -> {
            Map<Identifier, Claim> rest = new LinkedHashMap<>();
            List<@Nullable ProfileId> profiles = new ArrayList<>();
            for (Identifiers identifiers : all) {
                Owner owner = owner(identifiers, owners);
                profiles.add(owner == null ? null : owner.profile());
                if (owner != null) {
                    Owner named = new Owner(owner.profile(), true);
                    identifiers.strong().forEach(id -> wish(id, new Claim(named, false), owners, rest));
                    Owner using = identifiers.strong().isEmpty() ? new Owner(owner.profile(), false) : named;
                    identifiers.weak().forEach(id -> wish(id, new Claim(using, true), owners, rest));
                }
            }
            return index.claim(rest, owners).map(w -> settled(all, profiles, owners));
        });
    }

    /** An event that was undecided because it hung on another event's claim of this round is decided now. */
    private List<ProfileId> settled(
            List<Identifiers> all, List<@Nullable ProfileId> profiles, Map<Identifier, Owner> owners) {
        List<ProfileId> result = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            ProfileId profile = profiles.get(i);
            Owner owner = profile == null ? owner(all.get(i), owners) : null;
            result.add(profile != null ? profile : owner != null ? owner.profile() : newProfile.get());
        }
        return result;
    }

    private static void wish(Identifier id, Claim claim, Map<Identifier, Owner> owners, Map<Identifier, Claim> wishes) {
        Owner owner = owners.get(id);
        boolean adopts = claim.owner().named()
                && owner != null
                && !owner.named()
                && owner.profile().equals(claim.owner().profile());
        if (owner == null || adopts) {
            wishes.merge(id, claim, (one, other) -> one.owner().named() ? one : other);
        }
    }

    private static @Nullable Owner owner(Identifiers identifiers, Map<Identifier, Owner> owners) {
        for (Identifier id : identifiers.strong()) {
            Owner owner = owners.get(id);
            if (owner != null) {
                return owner;
            }
        }
        for (Identifier id : identifiers.weak()) {
            Owner owner = owners.get(id);
            if (owner != null && (identifiers.strong().isEmpty() || !owner.named())) {
                return owner;
            }
        }
        return null;
    }
}
