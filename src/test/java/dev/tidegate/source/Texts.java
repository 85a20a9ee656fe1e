package dev.tidegate.source;

import java.nio.charset.StandardCharsets;

/** Payloads as text. */
final class Texts {
    private Texts() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] replaced(byte[] payload, String what, String with) {
        return bytes(new String(payload, StandardCharsets.UTF_8).replace(what, with));
    }
}
