package dev.tidegate.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The declared types in CEL's terms. */
final class CelTypes implements CelTypeProvider {
    private final ImmutableMap<String, CelType> structs;

    CelTypes(Variables variables) {
        Map<String, CelType> found = new LinkedHashMap<>();
        variables.types().values().forEach(type -> collect(type, found));
        this.structs = ImmutableMap.copyOf(found);
    }

    private static void collect(Type type, Map<String, CelType> structs) {
        switch (type) {
            case Type.Simple ignored -> {}
            case Type.ListOf(Type element) -> collect(element, structs);
            case Type.MapOf(Type value) -> collect(value, structs);
            case Type.Struct struct -> {
                struct.fields().values().forEach(field -> collect(field, structs));
                structs.put(struct.name(), of(struct));
            }
        }
    }

    static CelType of(Type type) {
        return switch (type) {
            case Type.Simple simple ->
                switch (simple) {
                    case STRING -> SimpleType.STRING;
                    case BOOL -> SimpleType.BOOL;
                    case INT -> SimpleType.INT;
                    case DOUBLE -> SimpleType.DOUBLE;
                    case TIMESTAMP -> SimpleType.TIMESTAMP;
                    case ANY -> SimpleType.DYN;
                };
            case Type.ListOf(Type element) -> ListType.create(of(element));
            case Type.MapOf(Type value) -> MapType.create(SimpleType.STRING, of(value));
            case Type.Struct struct -> struct(struct);
        };
    }

    private static CelType struct(Type.Struct struct) {
        ImmutableMap.Builder<String, CelType> types = ImmutableMap.builder();
        struct.fields().forEach((name, type) -> types.put(name, of(type)));
        ImmutableMap<String, CelType> fields = types.buildOrThrow();
        return StructType.create(struct.name(), fields.keySet(), name -> Optional.ofNullable(fields.get(name)));
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.copyOf(structs.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
        return Optional.ofNullable(structs.get(name));
    }
}
