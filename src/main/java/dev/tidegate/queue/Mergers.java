package dev.tidegate.queue;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Finding;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.ProfileCodec;
import dev.tidegate.profile.Lineage;
import dev.tidegate.profile.LineageCodec;
import dev.tidegate.profile.Objection;
import dev.tidegate.profile.ProfileMerge;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.RedisRouter;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether profiles that one event names are one customer. The older one stays, so that two that are found to be one at
 * the same time in both directions do not chase each other. Two that have different customer ids in one space, that together
 * would have too many identifiers, or that an operator has told apart, stay apart; that is a {@link Finding}.
 */
final class Mergers {
    private static final int LONGEST_CHAIN = 8;

    private final RedisRouter redis;
    private final Keys keys;
    private final int partitions;

    Mergers(RedisRouter redis, Keys keys, int partitions) {
        this.redis = redis;
        this.keys = keys;
        this.partitions = partitions;
    }

    /**
     * Where an event goes.
     *
     * @param merged the profiles to be merged into that one, each with the kind of identifier by which they are one customer
     * @param findings why others stay apart that the event names as well
     */
    record Placement(ProfileId profile, Map<ProfileId, String> merged, List<Finding> findings) {
        Placement {
            merged = Map.copyOf(merged);
            findings = List.copyOf(findings);
        }

        static Placement of(ProfileId profile) {
            return new Placement(profile, Map.of(), List.of());
        }
    }

    /** Tells with which customer id of a space a profile was claimed lately, null when that is not known. */
    @FunctionalInterface
    interface Claims {
        @Nullable
        String customerId(ProfileId profile, String idSpace);
    }

    /** A profile as it is now, null when there is no record of it yet. */
    private record Snapshot(ProfileId id, @Nullable Profile profile, Lineage lineage) {}

    /**
     * The profile for an event, and what is to be merged into it.
     *
     * @param chosen the profile that the weightiest identifier names
     * @param others profiles that the event's other identifiers name, each with the kind of identifier that does
     * @param claims tells customer ids of profiles that may have no record yet
     */
    Future<Placement> place(Event event, ProfileId chosen, Map<ProfileId, String> others, Claims claims) {
        Future<Snapshot> own = look(chosen, 0);
        Map<Future<Snapshot>, String> rest = new LinkedHashMap<>();
        others.forEach((other, kind) -> rest.put(look(other, 0), kind));
        return Future.join(List.copyOf(rest.keySet())).compose(v -> own).map(found -> {
            Map<Snapshot, String> kinds = new LinkedHashMap<>();
            rest.forEach((look, kind) -> kinds.put(look.result(), kind));
            return judge(event, found, kinds, claims);
        });
    }

    /**
     * The profile that an id leads to by now.
     *
     * @param named whether more than a browser or basket is known of that customer
     */
    record Standing(ProfileId profile, boolean named) {}

    /** What has become of a profile that so far was known by a browser or basket only. */
    Future<Standing> standing(ProfileId profile) {
        return look(profile, 0)
                .map(found -> new Standing(found.id, found.profile != null && !found.profile.isAnonymous()));
    }

    /** Whether the profile has another customer id in the space of the event's. */
    Future<Boolean> hasOtherId(Customer customer, ProfileId profile) {
        return look(profile, 0).map(found -> {
            String theirs =
                    found.profile == null ? null : found.profile.customerIds().get(customer.idSpace());
            return theirs != null && !theirs.equals(customer.customerId());
        });
    }

    private static Placement judge(Event event, Snapshot own, Map<Snapshot, String> others, Claims claims) {
        Map<ProfileId, Snapshot> group = new LinkedHashMap<>();
        Map<ProfileId, String> kinds = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        group.put(own.id, own);
        others.forEach((other, kind) -> {
            Objection objection = group.values().stream()
                    .map(member -> objection(event.customer(), member, member == own, other, claims))
                    .filter(found -> found != null)
                    .findFirst()
                    .orElse(null);
            if (objection != null) {
                findings.add(new Finding(
                        objection.rule(),
                        "profile " + other.id + " stays apart, to which the event's " + kind + " leads: "
                                + objection.reason()));
            } else if (group.putIfAbsent(other.id, other) == null) {
                kinds.put(other.id, kind);
            }
        });
        ProfileId winner = group.keySet().stream().reduce(own.id, (one, other) -> other.isOlderThan(one) ? other : one);
        Map<ProfileId, String> merged = new HashMap<>();
        group.keySet().stream()
                .filter(id -> !id.equals(winner))
                .forEach(id -> merged.put(id, kinds.getOrDefault(id, kinds.getOrDefault(winner, "customer"))));
        return new Placement(winner, merged, findings);
    }

    private static @Nullable Objection objection(
            Customer customer, Snapshot member, boolean own, Snapshot other, Claims claims) {
        String recorded =
                other.profile == null ? null : other.profile.customerIds().get(customer.idSpace());
        String theirs = recorded == null ? claims.customerId(other.id, customer.idSpace()) : recorded;
        if (own && customer.customerId() != null && theirs != null && !theirs.equals(customer.customerId())) {
            return Objection.twoIds(customer.idSpace());
        }
        if (Lineage.keepsApart(member.id, member.lineage, other.id, other.lineage)) {
            return Objection.KEPT_APART;
        }
        return member.profile == null || other.profile == null
                ? null
                : ProfileMerge.objection(member.profile, other.profile);
    }

    /** The profile, or the one that it was merged into. */
    private Future<Snapshot> look(ProfileId id, int hops) {
        int partition = id.partition(partitions);
        Request read = Request.cmd(Command.MGET)
                .arg(keys.profile(partition, id).name())
                .arg(keys.lineage(partition, id).name());
        return redis.send(Lane.WORK, keys.profile(partition, id), read).compose(reply -> {
            Lineage lineage = reply == null || reply.get(1) == null
                    ? Lineage.NONE
                    : LineageCodec.decode(reply.get(1).toBytes());
            ProfileId into = lineage.into();
            if (into != null && hops < LONGEST_CHAIN) {
                return look(into, hops + 1);
            }
            Profile profile = reply == null || reply.get(0) == null
                    ? null
                    : ProfileCodec.decode(reply.get(0).toBytes());
            return Future.succeededFuture(new Snapshot(id, profile, lineage));
        });
    }
}
