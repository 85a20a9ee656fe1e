package dev.tidegate.domain;

/** The names under which an ESP is told of a message, and hands back when it tells what became of it. */
public final class Echo {
    public static final String MESSAGE_ID = "tidegate_message_id";
    public static final String TRIGGER = "tidegate_trigger";
    public static final String STEP = "tidegate_step";

    private Echo() {}
}
