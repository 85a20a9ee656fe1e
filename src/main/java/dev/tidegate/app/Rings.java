package dev.tidegate.app;

/** The hints that processes give each other: {@code i7} and {@code p41} for work, {@code o41 klaviyo} for messages, {@code m} and {@code c}. */
sealed interface Rings {
    /** An intake has events. */
    record Intake(int intake) implements Rings {}

    /** A partition has work. */
    record Partition(int partition) implements Rings {}

    /** A destination has messages in a partition. */
    record Outbox(int partition, String destination) implements Rings {}

    /** The members have changed. */
    record Membership() implements Rings {}

    /** The operator has paused or resumed a destination, or switched a trigger. */
    record Control() implements Rings {}

    /** What another version may ring that this one does not know. */
    record Unknown() implements Rings {}

    default String text() {
        return switch (this) {
            case Intake ring -> "i" + ring.intake;
            case Partition ring -> "p" + ring.partition;
            case Outbox ring -> "o" + ring.partition + " " + ring.destination;
            case Membership ring -> "m";
            case Control ring -> "c";
            case Unknown ring -> "?";
        };
    }

    static Rings parse(String text) {
        try {
            return switch (text.charAt(0)) {
                case 'i' -> new Intake(Integer.parseInt(text, 1, text.length(), 10));
                case 'p' -> new Partition(Integer.parseInt(text, 1, text.length(), 10));
                case 'o' -> {
                    int space = text.indexOf(' ');
                    yield new Outbox(Integer.parseInt(text, 1, space, 10), text.substring(space + 1));
                }
                case 'm' -> new Membership();
                case 'c' -> new Control();
                default -> new Unknown();
            };
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return new Unknown();
        }
    }
}
