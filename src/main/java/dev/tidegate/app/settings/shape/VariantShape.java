package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value whose {@code type} decides which keys it has. */
public final class VariantShape<T> implements Shape<T> {
    private static final String TYPE = "type";

    private final Map<String, ObjectShape<? extends T>> variants = new LinkedHashMap<>();
    private final List<String> later;
    private final String about;

    /**
     * @param later types that this version knows and refuses
     * @param about what the type decides
     */
    public VariantShape(String about, Map<String, ObjectShape<? extends T>> variants, List<String> later) {
        this.about = about;
        this.later = List.copyOf(later);
        variants.forEach((name, shape) -> this.variants.put(name, withType(name, shape)));
    }

    private static <V> ObjectShape<V> withType(String name, ObjectShape<V> shape) {
        return shape.with(Key.required(TYPE, Scalars.choice(name), "Always " + name + "."));
    }

    @Override
    public Optional<Reading<T>> read(Cursor cursor) {
        if (cursor.entries() == null) {
            return Optional.empty();
        }
        Optional<Cursor> type = cursor.find(TYPE);
        if (type.isEmpty()) {
            cursor.problemWithKey(TYPE, "is missing; allowed: " + String.join(", ", variants.keySet()));
            return Optional.empty();
        }
        return type.get().text().flatMap(name -> read(name, type.get(), cursor));
    }

    private Optional<Reading<T>> read(String name, Cursor type, Cursor cursor) {
        ObjectShape<? extends T> variant = variants.get(name);
        if (variant != null) {
            return variant.read(cursor).map(reading -> new Reading<>(reading.value(), reading.shown()));
        }
        String supported = String.join(", ", variants.keySet());
        if (later.contains(name)) {
            type.problem(type.quoted() + " is not yet supported; allowed: " + supported);
        } else {
            type.problem(type.quoted() + " is not a known type; " + meant(name) + "allowed: " + supported);
        }
        return Optional.empty();
    }

    private String meant(String name) {
        List<String> all = new ArrayList<>(variants.keySet());
        all.addAll(later);
        return Nearest.of(name, all).map(near -> "did you mean " + near + "? ").orElse("");
    }

    @Override
    public Map<String, Object> schema() {
        String notYet = later.isEmpty() ? "" : " Not yet supported: " + String.join(", ", later) + ".";
        Map<String, Object> type = new LinkedHashMap<>();
        type.put("description", about + notYet);
        type.put("enum", List.copyOf(variants.keySet()));
        List<Object> branches = new ArrayList<>();
        variants.forEach((name, shape) -> {
            Map<String, Object> branch = new LinkedHashMap<>();
            branch.put("if", Schemas.words("properties", Schemas.words(TYPE, Schemas.words("const", name))));
            branch.put("then", shape.schema());
            branches.add(branch);
        });
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", Schemas.words(TYPE, type));
        schema.put("required", List.of(TYPE));
        schema.put("allOf", branches);
        return schema;
    }
}
