package dev.tidegate.source;

import java.nio.charset.StandardCharsets;

/** Takes one thing after the other from a fuzzer's bytes; behind their end all is nought. */
final class Draw {
    private static final int LONGEST_TEXT = 64;

    private final byte[] bytes;
    private int at;

    Draw(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    /** One of so many. */
    int below(int bound) {
        int number = bound <= 256 ? octet() : octet() << 8 | octet();
        return number % bound;
    }

    long number() {
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << 8 | octet();
        }
        return number;
    }

    /** A text with its length before it. */
    String text() {
        int length = Math.min(octet() % (LONGEST_TEXT + 1), bytes.length - at);
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    private int octet() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }
}
