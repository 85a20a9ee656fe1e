package dev.tidegate.trigger;

import dev.tidegate.domain.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The places under the caps, in memory and in the plainest way: what the script in Redis must do. */
public final class PlaceModel {
    private final Map<String, Map<String, Place>> ofCustomer = new HashMap<>();

    private record Place(Instant at, int priority, boolean attempted, boolean displaced) {}

    public Places ask(String customer, PlaceWish wish, Instant now) {
        Map<String, Place> all = ofCustomer.computeIfAbsent(customer, c -> new LinkedHashMap<>());
        List<String> mine = wish.messages().stream().map(MessageId::value).toList();
        boolean held =
                mine.stream().allMatch(id -> wish.caps().stream().allMatch(cap -> counts(all.get(id), cap, now)));
        Map<String, Place> others = new LinkedHashMap<>(all);
        mine.forEach(others::remove);
        List<String> displaced = new ArrayList<>();
        for (Frequency.Cap cap : held ? List.<Frequency.Cap>of() : wish.caps()) {
            List<String> within = others.entrySet().stream()
                    .filter(entry -> counts(entry.getValue(), cap, now))
                    .sorted(Map.Entry.<String, Place>comparingByValue(Comparator.comparing(Place::at))
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .toList();
            int tooMany = within.size() + mine.size() - cap.max();
            List<String> give = new ArrayList<>();
            for (int i = 0; i < tooMany; i++) {
                Optional<String> loser = within.stream()
                        .filter(id -> !give.contains(id))
                        .filter(id -> givesWay(place(others, id), wish))
                        .min(Comparator.<String>comparingInt(
                                        id -> place(others, id).priority())
                                .thenComparing(id -> place(others, id).at(), Comparator.reverseOrder())
                                .thenComparing(Comparator.reverseOrder()));
                if (loser.isEmpty()) {
                    return new Places.Full(cap.name(), cap.max(), within, now);
                }
                give.add(loser.get());
            }
            give.forEach(others::remove);
            displaced.addAll(give);
        }
        if (wish.take()) {
            displaced.forEach(id -> all.put(id, new Place(now, 0, false, true)));
            mine.forEach(id -> all.put(id, new Place(now, wish.priority(), false, false)));
        }
        return new Places.Room(displaced);
    }

    private static Place place(Map<String, Place> places, String id) {
        return Objects.requireNonNull(places.get(id));
    }

    private static boolean givesWay(Place place, PlaceWish wish) {
        return !place.attempted() && place.priority() < wish.priority();
    }

    private static boolean counts(@Nullable Place place, Frequency.Cap cap, Instant now) {
        return place != null && !place.displaced() && place.at().isAfter(now.minus(cap.per()));
    }

    public void giveBack(String customer, List<MessageId> messages) {
        messages.forEach(
                message -> ofCustomer.getOrDefault(customer, new HashMap<>()).remove(message.value()));
    }

    /** The message has had an attempt. */
    public void attempted(String customer, MessageId message) {
        Map<String, Place> all = ofCustomer.getOrDefault(customer, new HashMap<>());
        all.computeIfPresent(
                message.value(), (id, place) -> new Place(place.at(), place.priority(), true, place.displaced()));
    }

    /** Whether the message had to give way to another. */
    public boolean displaced(String customer, MessageId message) {
        Place place = ofCustomer.getOrDefault(customer, Map.of()).get(message.value());
        return place != null && place.displaced();
    }
}
