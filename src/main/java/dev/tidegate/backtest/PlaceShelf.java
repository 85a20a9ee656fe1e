package dev.tidegate.backtest;

import dev.tidegate.domain.MessageId;
import dev.tidegate.trigger.Frequency;
import dev.tidegate.trigger.PlaceWish;
import dev.tidegate.trigger.Places;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places under the caps of every address, in memory; it gives them as {@code places.lua} does. */
final class PlaceShelf {
    private final Map<Address, Map<String, Place>> ofAddress = new HashMap<>();

    private record Place(String id, Instant at, int priority, boolean attempted) {
        boolean within(Frequency.Cap cap, Instant now) {
            return at.isAfter(now.minus(cap.per()));
        }
    }

    Places ask(Address address, PlaceWish wish, Instant now) {
        Map<String, Place> all = ofAddress.computeIfAbsent(address, none -> new LinkedHashMap<>());
        Duration longest = wish.caps().stream()
                .map(Frequency.Cap::per)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        all.values().removeIf(place -> !place.at().isAfter(now.minus(longest)));
        List<String> mine = wish.messages().stream().map(MessageId::value).toList();
        Set<String> displaced = new HashSet<>();
        if (!held(all, mine, wish, now)) {
            List<Place> others = all.values().stream()
                    .filter(place -> !mine.contains(place.id()))
                    .sorted(Comparator.comparing(Place::at).thenComparing(Place::id))
                    .toList();
            for (Frequency.Cap cap : wish.caps()) {
                Places.Full full = squeeze(others, displaced, mine.size(), cap, wish.priority(), now);
                if (full != null) {
                    return full;
                }
            }
        }
        if (wish.take()) {
            displaced.forEach(all::remove);
            mine.forEach(id -> all.put(id, new Place(id, now, wish.priority(), false)));
        }
        return new Places.Room(List.copyOf(displaced));
    }

    private static boolean held(Map<String, Place> all, List<String> mine, PlaceWish wish, Instant now) {
        return mine.stream().allMatch(id -> {
            Place place = all.get(id);
            return place != null && wish.caps().stream().allMatch(cap -> place.within(cap, now));
        });
    }

    /** Makes room under one cap, or tells that there is none. */
    private static Places.@Nullable Full squeeze(
            List<Place> others, Set<String> displaced, int wanted, Frequency.Cap cap, int priority, Instant now) {
        List<Place> within = new ArrayList<>(others.stream()
                .filter(place -> place.within(cap, now) && !displaced.contains(place.id()))
                .toList());
        List<String> holders = within.stream().map(Place::id).toList();
        while (within.size() + wanted > cap.max()) {
            Place loser = within.stream()
                    .filter(place -> !place.attempted() && place.priority() < priority)
                    .min(Comparator.comparingInt(Place::priority)
                            .thenComparing(Place::at, Comparator.reverseOrder())
                            .thenComparing(Place::id, Comparator.reverseOrder()))
                    .orElse(null);
            if (loser == null) {
                int leaves = Math.clamp(within.size() + wanted - cap.max(), 1, Math.max(1, within.size()));
                Instant since = within.isEmpty() ? now : within.get(leaves - 1).at();
                return new Places.Full(cap.name(), cap.max(), holders, since.plus(cap.per()));
            }
            within.remove(loser);
            displaced.add(loser.id());
        }
        return null;
    }

    void giveBack(Address address, List<MessageId> messages) {
        Map<String, Place> all = ofAddress.get(address);
        if (all != null) {
            messages.forEach(message -> all.remove(message.value()));
        }
    }

    /** The message is on its way, so it gives way to no other any more. */
    void attempted(Address address, MessageId message) {
        Map<String, Place> all = ofAddress.get(address);
        if (all != null) {
            all.computeIfPresent(message.value(), (id, place) -> new Place(id, place.at(), place.priority(), true));
        }
    }
}
