package dev.tidegate.source.standard;

/** Names of event types: lower case with underscores. */
public final class EventTypes {
    private static final int LONGEST = 64;

    private EventTypes() {}

    /** Whether the text is {@code [a-z][a-z0-9_]{0,63}}. */
    public static boolean isWellFormed(String type) {
        if (type.isEmpty() || type.length() > LONGEST || !isLower(type.charAt(0))) {
            return false;
        }
        for (int i = 1; i < type.length(); i++) {
            char c = type.charAt(i);
            if (!isLower(c) && !isDigit(c) && c != '_') {
                return false;
            }
        }
        return true;
    }

    /**
     * A sender's name in the canonical form: {@code Order Completed}, {@code order.completed} and {@code orderCompleted} are
     * all {@code order_completed}. The result need not be well formed.
     */
    public static String canonical(String name) {
        StringBuilder type = new StringBuilder(name.length() + 4);
        boolean gap = false;
        char before = ' ';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLower(c) && !isUpper(c) && !isDigit(c)) {
                gap = !type.isEmpty();
            } else {
                boolean hump =
                        isUpper(c) && (isLower(before) || isDigit(before) || isUpper(before) && lowerAt(name, i + 1));
                if (gap || hump) {
                    type.append('_');
                }
                type.append(isUpper(c) ? (char) (c + 32) : c);
                gap = false;
            }
            before = c;
        }
        return type.toString();
    }

    private static boolean lowerAt(String name, int index) {
        return index < name.length() && isLower(name.charAt(index));
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
