package dev.tidegate.connector.mail;

/** A conversation that cannot go on; its reason may be stored and shown. */
final class BrokenConversation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String why;

    BrokenConversation(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    String why() {
        return why;
    }
}
