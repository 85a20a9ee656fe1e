package dev.tidegate.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON strictly as RFC 8259 says, in one pass: no duplicate names, comments, NaN, byte order mark, trailing bytes,
 * invalid UTF-8 or half surrogate pairs, each of which lets two systems read one signed body in two ways.
 *
 * <p>Safe for use by several threads. Names seen often are shared between documents, in a table that Jackson bounds and
 * seeds by chance; they are not interned, so a sender cannot fill the JVM's string table.
 */
public final class JsonReader {
    private final JsonLimits limits;
    private final JsonFactory factory;

    public JsonReader(JsonLimits limits) {
        this.limits = limits;
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxNameLength(limits.nameLength())
                .maxStringLength(limits.stringLength())
                .maxNumberLength(limits.numberLength())
                .build();
        this.factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }

    /** Reads the whole array as one document. */
    public JsonResult read(byte[] document) {
        return read(document, 0, document.length);
    }

    /** Reads {@code length} bytes from {@code offset} as one document. */
    public JsonResult read(byte[] bytes, int offset, int length) {
        int fault = Utf8.firstFault(bytes, offset, offset + length);
        if (fault != Utf8.VALID) {
            return new JsonResult.Malformed("not valid UTF-8", fault - offset);
        }
        if (looksLikeAnotherEncoding(bytes, offset, length)) {
            return new JsonResult.Malformed("JSON is UTF-8 without a byte order mark", 0);
        }
        try (JsonParser parser = factory.createParser(bytes, offset, length)) {
            return new Walk(parser, limits, hasEscape(bytes, offset, length)).document();
        } catch (IOException e) {
            return malformed(e);
        }
    }

    /** Jackson guesses UTF-16 and UTF-32 from zero bytes and skips a mark; no valid document starts with either. */
    private static boolean looksLikeAnotherEncoding(byte[] bytes, int offset, int length) {
        for (int i = 0; i < Math.min(4, length); i++) {
            if (bytes[offset + i] == 0) {
                return true;
            }
        }
        return length > 0 && bytes[offset] == (byte) 0xef;
    }

    /** Valid UTF-8 holds no lone surrogate; only an escape can bring one in, and most documents have none. */
    private static boolean hasEscape(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** Jackson's own messages quote the document, so they are not passed on. */
    private JsonResult.Malformed malformed(IOException e) {
        long offset = e instanceof JsonProcessingException at && at.getLocation() != null
                ? Math.max(0, at.getLocation().getByteOffset())
                : 0;
        if (e instanceof Refusal refusal) {
            return new JsonResult.Malformed(refusal.reason, offset);
        }
        if (e instanceof StreamConstraintsException) {
            return new JsonResult.Malformed(
                    "larger than allowed: depth %d, names of %d, strings of %d and numbers of %d characters"
                            .formatted(
                                    limits.depth(), limits.nameLength(), limits.stringLength(), limits.numberLength()),
                    offset);
        }
        return new JsonResult.Malformed("not valid JSON", offset);
    }

    /** A fault that Jackson does not look for. */
    private static final class Refusal extends JsonProcessingException {
        private static final long serialVersionUID = 1L;
        private final String reason;

        Refusal(String reason, JsonParser parser) {
            super(reason, parser.currentLocation());
            this.reason = reason;
        }
    }

    /** One walk over one document. */
    private static final class Walk {
        private final JsonParser parser;
        private final JsonLimits limits;
        private final boolean escapes;
        private int values;

        Walk(JsonParser parser, JsonLimits limits, boolean escapes) {
            this.parser = parser;
            this.limits = limits;
            this.escapes = escapes;
        }

        JsonResult document() throws IOException {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new JsonResult.Malformed("empty: a JSON value is needed", 0);
            }
            Object value = value(first);
            if (parser.nextToken() != null) {
                throw new Refusal("something follows the JSON value", parser);
            }
            return new JsonResult.Read(value);
        }

        private @Nullable Object value(JsonToken token) throws IOException {
            count();
            return switch (token) {
                case START_OBJECT -> object();
                case START_ARRAY -> list();
                case VALUE_STRING -> checked(parser.getText());
                case VALUE_NUMBER_INT -> integer();
                case VALUE_NUMBER_FLOAT -> decimal();
                case VALUE_TRUE -> Boolean.TRUE;
                case VALUE_FALSE -> Boolean.FALSE;
                case VALUE_NULL -> null;
                case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new Refusal("not valid JSON", parser);
            };
        }

        private Map<String, Object> object() throws IOException {
            Map<String, Object> object = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                count();
                int size = object.size();
                object.put(checked(name), value(next()));
                if (object.size() == size) {
                    throw new Refusal("a name stands twice in one object", parser);
                }
            }
            return object;
        }

        private List<Object> list() throws IOException {
            List<Object> list = new ArrayList<>();
            for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
                list.add(value(token));
            }
            return list;
        }

        private JsonToken next() throws IOException {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new Refusal("the JSON ends too early", parser);
            }
            return token;
        }

        private Object integer() throws IOException {
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                return parser.getBigIntegerValue();
            }
            return parser.getLongValue();
        }

        private BigDecimal decimal() throws IOException {
            BigDecimal decimal = decimalOrNull();
            if (decimal == null || Math.abs((long) decimal.scale()) > limits.numberLength()) {
                throw new Refusal("a number has too large an exponent", parser);
            }
            return decimal;
        }

        private @Nullable BigDecimal decimalOrNull() throws IOException {
            try {
                return parser.getDecimalValue();
            } catch (NumberFormatException e) {
                return null; // an exponent beyond 32 bits
            }
        }

        private String checked(String text) throws Refusal {
            if (escapes && Utf8.hasLoneSurrogate(text)) {
                throw new Refusal("half of a surrogate pair in a string", parser);
            }
            return text;
        }

        private void count() throws Refusal {
            if (++values > limits.values()) {
                throw new Refusal("more than " + limits.values() + " names and values", parser);
            }
        }
    }
}
