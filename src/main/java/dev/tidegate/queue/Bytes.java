package dev.tidegate.queue;

import java.nio.charset.StandardCharsets;

/** Script arguments from text and numbers. */
final class Bytes {
    static final byte[] EMPTY = {};

    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
