package dev.tidegate.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import dev.tidegate.domain.Timestamps;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an expression gives, as values that JSON can hold. */
final class Plain {
    private Plain() {}

    /** @throws NotPlain if there is no such value */
    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case NullValue ignored -> null;
            case String text -> text;
            case Boolean truth -> truth;
            case Long integer -> integer;
            case Double number -> decimal(number);
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> integer;
            case UnsignedLong integer -> unsigned(integer.bigIntegerValue());
            case Instant instant -> Timestamps.format(instant);
            case Duration duration -> duration.toString();
            case Optional<?> optional -> of(optional.orElse(null));
            case Views.MapView view -> map(view.plain());
            case Views.ListView view -> list(view.plain());
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list);
            default -> throw new NotPlain("gives something that is neither text, number, boolean, time, list nor map");
        };
    }

    private static Object map(Map<?, ?> map) {
        Map<String, @Nullable Object> plain = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, value) -> plain.put(String.valueOf(key), of(value)));
        return plain;
    }

    private static Object list(List<?> list) {
        List<@Nullable Object> plain = new ArrayList<>(list.size());
        for (Object element : list) {
            plain.add(of(element));
        }
        return plain;
    }

    /** The shortest decimal that means this double: 129.9 stays 129.9. */
    private static BigDecimal decimal(double number) {
        if (!Double.isFinite(number)) {
            throw new NotPlain("gives no finite number");
        }
        BigDecimal decimal = BigDecimal.valueOf(number);
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    private static Object unsigned(BigInteger integer) {
        return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
    }

    /** A value that JSON has no form for. */
    static final class NotPlain extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String reason;

        NotPlain(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
