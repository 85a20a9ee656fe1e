package dev.tidegate.json;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one document of compact JSON: the same values in the same order always give the same bytes. Commas are its
 * business, balance is the caller's. Not for use by several threads at once.
 *
 * <pre>{@code
 * byte[] json = new JsonWriter().startObject().name("id").value(id).name("properties").value(map).endObject().toBytes();
 * }</pre>
 */
public final class JsonWriter {
    /** A decimal with more digits behind or zeros before its point is written with an exponent, to keep it short. */
    private static final int PLAIN_SCALE = 100;

    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] ESCAPES = escapes();

    private byte[] buffer;
    private int size;
    private boolean commaDue;

    public JsonWriter() {
        this(1024);
    }

    /** A writer whose buffer starts at {@code capacity} bytes. */
    public JsonWriter(int capacity) {
        this.buffer = new byte[capacity];
    }

    /** The plain value as JSON. */
    public static byte[] bytesOf(@Nullable Object value) {
        return new JsonWriter(256).value(value).toBytes();
    }

    /** The plain value as JSON text. */
    public static String textOf(@Nullable Object value) {
        return new String(bytesOf(value), StandardCharsets.UTF_8);
    }

    @CanIgnoreReturnValue
    public JsonWriter startObject() {
        return open('{');
    }

    @CanIgnoreReturnValue
    public JsonWriter endObject() {
        return close('}');
    }

    @CanIgnoreReturnValue
    public JsonWriter startList() {
        return open('[');
    }

    @CanIgnoreReturnValue
    public JsonWriter endList() {
        return close(']');
    }

    /** The name of the value that is written next. */
    @CanIgnoreReturnValue
    public JsonWriter name(String name) {
        string(name);
        put(':');
        commaDue = false;
        return this;
    }

    @CanIgnoreReturnValue
    public JsonWriter value(@Nullable String text) {
        if (text == null) {
            return literal(NULL);
        }
        string(text);
        return this;
    }

    @CanIgnoreReturnValue
    public JsonWriter value(long number) {
        comma();
        digits(number);
        return this;
    }

    @CanIgnoreReturnValue
    public JsonWriter value(boolean truth) {
        return literal(truth ? TRUE : FALSE);
    }

    /** Exactly the digits that the decimal has, trailing zeros included. */
    @CanIgnoreReturnValue
    public JsonWriter value(BigDecimal number) {
        boolean plain = Math.abs((long) number.scale()) <= PLAIN_SCALE;
        return literal(ascii(plain ? number.toPlainString() : number.toString()));
    }

    /**
     * Any plain value, as {@link JsonReader} gives it; a double, as CEL gives it, is written in its shortest decimal form.
     *
     * @throws IllegalArgumentException for what JSON has no form for: NaN, infinity, half a surrogate pair, other types
     */
    @CanIgnoreReturnValue
    public JsonWriter value(@Nullable Object value) {
        return switch (value) {
            case null -> literal(NULL);
            case String text -> value(text);
            case Boolean truth -> value(truth.booleanValue());
            case Long number -> value(number.longValue());
            case BigDecimal number -> value(number);
            case Map<?, ?> map -> object(map);
            case List<?> list -> list(list);
            case Integer number -> value(number.longValue());
            case BigInteger number -> literal(ascii(number.toString()));
            case Double number when Double.isFinite(number) -> value(BigDecimal.valueOf(number));
            default ->
                throw new IllegalArgumentException(
                        "no JSON for " + value.getClass().getName());
        };
    }

    /** JSON that is written already, such as a stored event; it is taken as it is. */
    @CanIgnoreReturnValue
    public JsonWriter raw(byte[] json) {
        return literal(json);
    }

    public int size() {
        return size;
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    @CanIgnoreReturnValue
    private JsonWriter object(Map<?, ?> map) {
        startObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException("names in JSON are strings");
            }
            name(name).value(entry.getValue());
        }
        return endObject();
    }

    @CanIgnoreReturnValue
    private JsonWriter list(List<?> list) {
        startList();
        for (Object element : list) {
            value(element);
        }
        return endList();
    }

    @CanIgnoreReturnValue
    private JsonWriter open(char bracket) {
        comma();
        put(bracket);
        commaDue = false;
        return this;
    }

    @CanIgnoreReturnValue
    private JsonWriter close(char bracket) {
        put(bracket);
        commaDue = true;
        return this;
    }

    @CanIgnoreReturnValue
    private JsonWriter literal(byte[] bytes) {
        comma();
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
        return this;
    }

    private void comma() {
        if (commaDue) {
            put(',');
        }
        commaDue = true;
    }

    private void put(char c) {
        ensure(1);
        buffer[size++] = (byte) c;
    }

    private void ensure(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, Math.addExact(size, more)));
        }
    }

    private void digits(long number) {
        if (number < 0) {
            literalDigits(Long.toString(number));
            return;
        }
        int count = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            count++;
        }
        ensure(count);
        long rest = number;
        for (int i = size + count - 1; i >= size; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += count;
    }

    private void literalDigits(String digits) {
        ensure(digits.length());
        for (int i = 0; i < digits.length(); i++) {
            buffer[size++] = (byte) digits.charAt(i);
        }
    }

    private void string(String text) {
        comma();
        int length = text.length();
        ensure(length + 2);
        byte[] out = buffer;
        int at = size;
        out[at++] = '"';
        int i = 0;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || ESCAPES[c] != 0) {
                break;
            }
            out[at++] = (byte) c;
        }
        size = at;
        if (i < length) {
            rest(text, i);
        }
        put('"');
    }

    /** What follows the first character that is not written as it is; at most six bytes a character. */
    private void rest(String text, int from) {
        ensure(Math.multiplyExact(text.length() - from, 6));
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                escaped(c);
            } else if (c < 0x800) {
                bytes(0xc0 | c >> 6, 0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                bytes(0xe0 | c >> 12, 0x80 | c >> 6 & 0x3f, 0x80 | c & 0x3f);
            } else {
                int point = text.codePointAt(i++);
                if (point < 0x10000) {
                    throw new IllegalArgumentException("no JSON for half of a surrogate pair");
                }
                bytes(0xf0 | point >> 18, 0x80 | point >> 12 & 0x3f, 0x80 | point >> 6 & 0x3f, 0x80 | point & 0x3f);
            }
        }
    }

    private void escaped(char c) {
        byte escape = ESCAPES[c];
        if (escape == 0) {
            buffer[size++] = (byte) c;
        } else if (escape == 'u') {
            bytes('\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 0xf]);
        } else {
            bytes('\\', escape);
        }
    }

    private void bytes(int... bytes) {
        for (int b : bytes) {
            buffer[size++] = (byte) b;
        }
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[0x80];
        Arrays.fill(escapes, 0, 0x20, (byte) 'u');
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        escapes['\b'] = 'b';
        escapes['\f'] = 'f';
        return escapes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
