package dev.tidegate.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads just as much of an HTTP answer as is needed to know its status and that it is whole. */
final class Answers {
    private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ACCEPTED = "\"accepted\":1".getBytes(StandardCharsets.US_ASCII);

    private Answers() {}

    /** The status of the answer in {@code in}, which is in the state after a read; 0 while it is not whole. */
    static int statusIfWhole(ByteBuffer in) {
        int end = in.position();
        int body = bodyStart(in, end);
        if (body < 0) {
            if (end == in.capacity()) {
                throw new IllegalStateException("an answer with a head of more than " + end + " bytes");
            }
            return 0;
        }
        int length = contentLength(in, body);
        if (body + length > in.capacity()) {
            throw new IllegalStateException("an answer of " + length + " bytes");
        }
        if (end < body + length) {
            return 0;
        }
        return (in.get(9) - '0') * 100 + (in.get(10) - '0') * 10 + in.get(11) - '0';
    }

    /** Whether a whole 202 reports an event as new. */
    static boolean saysAccepted(ByteBuffer in) {
        int end = in.position();
        int body = bodyStart(in, end);
        for (int at = body; at + ACCEPTED.length <= end; at++) {
            if (matches(in, at, ACCEPTED)) {
                return true;
            }
        }
        return false;
    }

    /** Where the body begins, or -1 if the head is not whole. */
    static int bodyStart(ByteBuffer in, int end) {
        for (int at = 3; at < end; at++) {
            if (in.get(at) == '\n' && in.get(at - 1) == '\r' && in.get(at - 2) == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    /** The value of Content-Length; an answer or request without it is not one that this benchmark knows. */
    static int contentLength(ByteBuffer in, int headEnd) {
        int at = after(in, headEnd, LENGTH);
        if (at < 0) {
            byte[] head = new byte[headEnd];
            in.get(0, head);
            throw new IllegalStateException("no Content-Length in: " + new String(head, StandardCharsets.ISO_8859_1));
        }
        int value = 0;
        for (; in.get(at) != '\r'; at++) {
            byte digit = in.get(at);
            if (digit >= '0' && digit <= '9') {
                value = value * 10 + digit - '0';
            }
        }
        return value;
    }

    /** The place after a lower-case {@code name} in the head, in any case, or -1. */
    static int after(ByteBuffer in, int headEnd, byte[] name) {
        for (int at = 0; at + name.length < headEnd; at++) {
            if (in.get(at) == '\n' && matches(in, at, name)) {
                return at + name.length;
            }
        }
        return -1;
    }

    private static boolean matches(ByteBuffer in, int at, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            byte b = in.get(at + i);
            int lower = b >= 'A' && b <= 'Z' ? b + 32 : b;
            if (lower != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }
}
