package dev.tidegate.delivery;

import java.nio.charset.StandardCharsets;

/** The fields of a message's hash that are written from Java; the scripts know the same names. */
final class Fields {
    static final byte[] DESTINATION = ascii("d");
    static final byte[] TRIGGER = ascii("t");
    static final byte[] STEP = ascii("s");
    static final byte[] PROFILE = ascii("p");
    static final byte[] EVENT = ascii("e");
    static final byte[] STATUS = ascii("st");
    static final byte[] ATTEMPTS = ascii("n");
    /** From when {@code give_up_after} counts: the release, or when the operator had it tried anew. */
    static final byte[] GIVE_UP_FROM = ascii("g");

    static final byte[] RELEASED = ascii("r");
    static final byte[] EXPIRES = ascii("x");
    static final byte[] CANCELLED = ascii("c");
    static final byte[] COOLDOWN_KEY = ascii("ck");
    static final byte[] COOLDOWN_HOLDER = ascii("ch");
    static final byte[] COOLDOWN_OTHERS = ascii("cs");

    static final byte[] QUEUED = ascii("queued");
    static final byte[] ZERO = ascii("0");

    private Fields() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] number(long number) {
        return ascii(Long.toString(number));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
