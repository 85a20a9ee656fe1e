package dev.tidegate.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes to a JSON tree that a fuzzer's bytes tell: a field removed, renamed, moved, or filled with what no provider would send. */
final class Edits {
    /** Stands in no message for the sender. */
    static final String MARKER = "Kenn.Wort-7";

    private static final int MOST = 12;
    private static final int LARGEST = 2_000;
    private static final List<@Nullable Object> ODD = Arrays.asList(
            null,
            "",
            "guest",
            "x".repeat(300),
            "jo@shop.example",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999-18:00",
            "\ud83d\ude00\u0000\u2028",
            "+49 30 1234567",
            "-12.50",
            0L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            new BigInteger("9".repeat(99)),
            new BigDecimal("1e100"),
            new BigDecimal("-1e-100"),
            new BigDecimal("0.1"),
            true,
            false,
            List.of(),
            List.of(List.of(Map.of())),
            Map.of(),
            Map.of("email", MARKER, "id", 1L));

    private final Draw draw;
    private final List<Object> root = new ArrayList<>();

    private Edits(Object tree, Draw draw) {
        this.draw = draw;
        root.add(copy(tree));
    }

    /** The tree after the changes; the one that was given stays as it is. */
    static @Nullable Object of(Object tree, Draw draw) {
        Edits edits = new Edits(tree, draw);
        for (int i = 0; i < MOST && draw.hasMore(); i++) {
            edits.one();
        }
        return edits.root.getFirst();
    }

    private void one() {
        List<Place> places = new ArrayList<>();
        collect(root, places);
        if (places.isEmpty() || places.size() > LARGEST) {
            return;
        }
        int what = draw.below(9);
        Place place = places.get(draw.below(places.size()));
        switch (what) {
            case 0 -> place.remove();
            case 1 -> place.put(copy(ODD.get(draw.below(ODD.size()))));
            case 2 -> place.put(draw.text());
            case 3 -> place.put(MARKER + draw.text());
            case 4 -> place.put(draw.number());
            case 5 -> place.put(BigDecimal.valueOf(draw.number(), draw.below(200) - 100));
            case 6 -> place.put(copy(places.get(draw.below(places.size())).get()));
            case 7 -> place.rename(draw.text());
            default -> place.put(new ArrayList<>(Arrays.asList(copy(place.get()), copy(place.get()))));
        }
    }

    private static void collect(@Nullable Object value, List<Place> places) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, element) -> {
                places.add(new Place(map, name));
                collect(element, places);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                places.add(new Place(list, i));
                collect(list.get(i), places);
            }
        }
    }

    private static @Nullable Object copy(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((name, element) -> copy.put(name, copy(element)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(element -> copy.add(copy(element)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    /** Where a value stands. */
    @SuppressWarnings("unchecked") // the containers are our own copies
    private record Place(Object container, Object key) {
        @Nullable
        Object get() {
            return container instanceof List<?> list ? list.get((int) key) : ((Map<?, ?>) container).get(key);
        }

        void put(@Nullable Object value) {
            if (container instanceof List<?> list) {
                ((List<@Nullable Object>) list).set((int) key, value);
            } else {
                ((Map<Object, @Nullable Object>) container).put(key, value);
            }
        }

        void remove() {
            if (container instanceof Map<?, ?> map) {
                map.remove(key);
            } else {
                put(null);
            }
        }

        void rename(String name) {
            if (container instanceof Map<?, ?> map) {
                ((Map<Object, @Nullable Object>) map).put(name, map.remove(key));
            }
        }
    }
}
