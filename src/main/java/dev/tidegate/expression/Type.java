package dev.tidegate.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an expression may expect of a variable or of one of its fields. */
public sealed interface Type {
    /** A type without parts. */
    enum Simple implements Type {
        STRING,
        BOOL,
        INT,
        DOUBLE,
        TIMESTAMP,
        /** Anything; checked when the expression runs. */
        ANY
    }

    /** A list of which every element has the same type. */
    record ListOf(Type element) implements Type {}

    /** A map from text to values of the same type; whether a key is there shows when the expression runs. */
    record MapOf(Type value) implements Type {}

    /**
     * A record with known fields, each of which may be missing; to name another field is a mistake that is found when the
     * expression is read. Its value is a map.
     *
     * @param name unique among the structs of one {@link Variables}
     */
    record Struct(String name, Map<String, Type> fields) implements Type {
        public Struct {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }
}
