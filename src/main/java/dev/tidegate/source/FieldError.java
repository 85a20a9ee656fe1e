package dev.tidegate.source;

/**
 * What is wrong with one field of an event, for the sender.
 *
 * @param field the field's name in the canonical event
 * @param message says what is needed; never holds the value
 */
public record FieldError(String field, Code code, String message) {

    /** The kinds of fault. */
    public enum Code {
        /** It is there and cannot be read as what it should be. */
        FORMAT("format"),
        /** It is needed and not there. */
        MISSING("missing"),
        /** It is longer than allowed, or there are more than allowed. */
        LENGTH("length"),
        /** It is none of the allowed values. */
        VALUE("value");

        private final String label;

        Code(String label) {
            this.label = label;
        }

        /** The name used in answers. */
        public String label() {
            return label;
        }
    }
}
