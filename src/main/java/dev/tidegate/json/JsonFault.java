package dev.tidegate.json;

/** Ends the reading of a document that is refused; it leaves no stack trace, for senders can cause it at will. */
final class JsonFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int at;

    /**
     * @param reason for the sender; holds nothing of the document
     * @param at the index of the byte where the fault was seen
     */
    JsonFault(String reason, int at) {
        super(reason, null, false, false);
        this.reason = reason;
        this.at = at;
    }

    String reason() {
        return reason;
    }

    int at() {
        return at;
    }
}
