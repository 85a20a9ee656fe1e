package dev.tidegate.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One walk over the bytes of one document. */
final class JsonCursor {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SPACES = ' ' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final int NAME_HASH_FACTOR = 31;

    private final byte[] in;
    private final int start;
    private final int end;
    private final JsonLimits limits;
    private final NameTable names;
    private int at;
    private int values;

    JsonCursor(byte[] in, int start, int end, JsonLimits limits, NameTable names) {
        this.in = in;
        this.start = start;
        this.end = end;
        this.limits = limits;
        this.names = names;
        this.at = start;
    }

    @Nullable
    Object document() throws JsonFault {
        if (start < end && in[start] == (byte) 0xef) {
            throw fault("JSON is UTF-8 without a byte order mark");
        }
        blanks();
        if (at == end) {
            throw fault("empty: a JSON value is needed");
        }
        Object value = value(0);
        blanks();
        if (at < end) {
            throw fault("something follows the JSON value");
        }
        return value;
    }

    private @Nullable Object value(int depth) throws JsonFault {
        count();
        if (at == end) {
            throw endsTooEarly();
        }
        return switch (in[at]) {
            case '"' -> {
                at++;
                yield string(limits.stringLength());
            }
            case '{' -> object(inside(depth));
            case '[' -> list(inside(depth));
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw fault("a JSON value is needed");
        };
    }

    private Map<String, Object> object(int depth) throws JsonFault {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        blanks();
        if (follows('}')) {
            return object;
        }
        while (true) {
            int nameAt = at;
            count();
            expect('"', "a name in quotes is needed");
            String name = name();
            blanks();
            expect(':', "a colon is needed");
            blanks();
            int size = object.size();
            object.put(name, value(depth));
            if (object.size() == size) {
                throw new JsonFault("a name stands twice in one object", nameAt);
            }
            blanks();
            if (follows('}')) {
                return object;
            }
            expect(',', "a comma or a closing brace is needed");
            blanks();
        }
    }

    private List<Object> list(int depth) throws JsonFault {
        List<Object> list = new ArrayList<>();
        at++;
        blanks();
        if (follows(']')) {
            return list;
        }
        while (true) {
            list.add(value(depth));
            blanks();
            if (follows(']')) {
                return list;
            }
            expect(',', "a comma or a closing bracket is needed");
            blanks();
        }
    }

    /** Most names are short, plain and known. */
    private String name() throws JsonFault {
        int hash = 0;
        for (int i = at; i < end; i++) {
            byte b = in[i];
            if (b == '"') {
                String name = names.name(in, at, i, hash);
                if (i - at > limits.nameLength()) {
                    break;
                }
                at = i + 1;
                return name;
            }
            if (b < ' ' || b == '\\') {
                break;
            }
            hash = hash * NAME_HASH_FACTOR + b;
        }
        return string(limits.nameLength());
    }

    /** The string whose opening quote has been passed. */
    private String string(int longest) throws JsonFault {
        int from = at;
        boolean ascii = true;
        while (true) {
            at = plain(at);
            if (at == end) {
                throw endsTooEarly();
            }
            byte b = in[at];
            if (b == '"') {
                String text = text(from, at, ascii, longest);
                at++;
                return text;
            }
            if (b == '\\') {
                return escaped(from, longest);
            }
            if (b >= 0) {
                throw fault("a control character stands in a string");
            }
            ascii = false;
            at++;
        }
    }

    /** The first place from {@code i} on that is no plain sign of a string: a quote, backslash, control or non-ASCII byte. */
    private int plain(int i) {
        while (i + Long.BYTES <= end) {
            long eight = (long) LONGS.get(in, i);
            long noQuote = eight ^ QUOTES;
            long noBackslash = eight ^ BACKSLASHES;
            long special = (eight - SPACES | noQuote - ONES | noBackslash - ONES) & HIGH_BITS | eight & HIGH_BITS;
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            i += Long.BYTES;
        }
        while (i < end && in[i] >= ' ' && in[i] != '"' && in[i] != '\\') {
            i++;
        }
        return i;
    }

    private String text(int from, int to, boolean ascii, int longest) throws JsonFault {
        if (!ascii) {
            int wrong = Utf8.firstFault(in, from, to);
            if (wrong != Utf8.VALID) {
                throw new JsonFault("not valid UTF-8", wrong);
            }
        }
        String text =
                ascii ? NameTable.ascii(in, from, to - from) : new String(in, from, to - from, StandardCharsets.UTF_8);
        if (text.length() > longest) {
            throw tooLarge();
        }
        return text;
    }

    /** A string with its first backslash at the cursor. */
    private String escaped(int from, int longest) throws JsonFault {
        StringBuilder text = new StringBuilder(Math.min(longest, 2 * (at - from) + 16));
        int pieceFrom = from;
        boolean ascii = false; // what stands before the backslash was not looked at any more
        while (true) {
            if (at == end) {
                throw endsTooEarly();
            }
            byte b = in[at];
            if (b == '"' || b == '\\') {
                text.append(text(pieceFrom, at, ascii, longest));
                at++;
                if (text.length() > longest) {
                    throw tooLarge();
                }
                if (b == '"') {
                    return text.toString();
                }
                escape(text);
                pieceFrom = at;
            } else if (b >= 0 && b < ' ') {
                throw fault("a control character stands in a string");
            } else {
                at++;
            }
        }
    }

    private void escape(StringBuilder text) throws JsonFault {
        if (at == end) {
            throw endsTooEarly();
        }
        switch (in[at++]) {
            case '"' -> text.append('"');
            case '\\' -> text.append('\\');
            case '/' -> text.append('/');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> unit(text);
            default -> throw new JsonFault("an escape that JSON does not know", at - 1);
        }
    }

    /** One UTF-16 unit, or both of a pair; a half alone has no form in UTF-8. */
    private void unit(StringBuilder text) throws JsonFault {
        int unitAt = at;
        char first = hex();
        if (Character.isLowSurrogate(first)) {
            throw new JsonFault("half of a surrogate pair in a string", unitAt);
        }
        text.append(first);
        if (Character.isHighSurrogate(first)) {
            boolean escapeFollows = at + 1 < end && in[at] == '\\' && in[at + 1] == 'u';
            at += escapeFollows ? 2 : 0;
            char second = escapeFollows ? hex() : ' ';
            if (!Character.isLowSurrogate(second)) {
                throw new JsonFault("half of a surrogate pair in a string", unitAt);
            }
            text.append(second);
        }
    }

    private char hex() throws JsonFault {
        if (end - at < 4) {
            throw endsTooEarly();
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit((char) (in[at] & 0xff), 16);
            if (digit < 0) {
                throw fault("four hexadecimal digits are needed");
            }
            unit = unit << 4 | digit;
            at++;
        }
        return (char) unit;
    }

    private Object number() throws JsonFault {
        int from = at;
        if (in[at] == '-') {
            at++;
        }
        int digitsFrom = at;
        digits();
        if (at - digitsFrom > 1 && in[digitsFrom] == '0') {
            throw new JsonFault("a number starts with a needless zero", digitsFrom);
        }
        int pointAt = at;
        int scale = 0;
        if (at < end && in[at] == '.') {
            at++;
            digits();
            scale = at - pointAt - 1;
        }
        boolean exponent = at < end && (in[at] | 0x20) == 'e';
        if (exponent) {
            at++;
            if (at < end && (in[at] == '+' || in[at] == '-')) {
                at++;
            }
            digits();
        }
        if (at - from > limits.numberLength()) {
            throw tooLarge();
        }
        boolean whole = scale == 0 && !exponent;
        Object number = whole
                ? JsonNumbers.whole(in, from, at)
                : JsonNumbers.decimal(in, from, at, exponent ? JsonNumbers.NO_SCALE : scale, limits.numberLength());
        if (number == null) {
            throw new JsonFault("a number has too large an exponent", from);
        }
        return number;
    }

    private void digits() throws JsonFault {
        int from = at;
        while (at < end && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw at == end ? endsTooEarly() : fault("a digit is needed");
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) throws JsonFault {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= end || in[at + i] != word.charAt(i)) {
                throw fault("a JSON value is needed");
            }
        }
        at += word.length();
        return value;
    }

    private int inside(int depth) throws JsonFault {
        if (depth == limits.depth()) {
            throw tooLarge();
        }
        return depth + 1;
    }

    private void count() throws JsonFault {
        if (++values > limits.values()) {
            throw tooLarge();
        }
    }

    private void blanks() {
        while (at < end && in[at] <= ' ' && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
    }

    private boolean follows(char sign) {
        boolean follows = at < end && in[at] == sign;
        if (follows) {
            at++;
        }
        return follows;
    }

    private void expect(char sign, String otherwise) throws JsonFault {
        if (!follows(sign)) {
            throw at == end ? endsTooEarly() : fault(otherwise);
        }
    }

    private JsonFault fault(String reason) {
        return new JsonFault(reason, at);
    }

    private JsonFault endsTooEarly() {
        return new JsonFault("the JSON ends too early", end);
    }

    private JsonFault tooLarge() {
        return fault(String.format(
                Locale.ROOT,
                "larger than allowed: depth %d, %d names and values, names of %d, strings of %d, numbers of %d"
                        + " characters",
                limits.depth(),
                limits.values(),
                limits.nameLength(),
                limits.stringLength(),
                limits.numberLength()));
    }
}
