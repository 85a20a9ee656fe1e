package dev.tidegate.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
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
    private final Map<String, CelType> structs = new LinkedHashMap<>();

    CelTypes(Variables variables) {
        variables.types().values().forEach(this::of);
    }

    CelType of(Type type) {
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

    private CelType struct(Type.Struct struct) {
        Map<String, CelType> fields = new LinkedHashMap<>();
        struct.fields().forEach((name, type) -> fields.put(name, of(type)));
        CelType type = StructType.create(
                struct.name(), ImmutableSet.copyOf(fields.keySet()), name -> Optional.ofNullable(fields.get(name)));
        structs.put(struct.name(), type);
        return type;
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
