package dev.tidegate.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A request that a source took, to be mapped again one day.
 *
 * @param content as {@link RequestCodec} writes it; read only by who needs it
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record ArchivedRequest(Instant at, String source, byte[] content) implements Archived {
    /** Stands first in the line. */
    static final char KIND = 'r';

    /** The line for a request: kind, when it was received in ms, source and content, which has no line breaks. */
    byte[] line() {
        byte[] head = (KIND + " " + at.toEpochMilli() + " " + source + " ").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream line = new ByteArrayOutputStream(head.length + content.length + 1);
        line.writeBytes(head);
        line.writeBytes(content);
        line.write('\n');
        return line.toByteArray();
    }

    static @Nullable ArchivedRequest parse(byte[] line) {
        int time = end(line, 2);
        int source = end(line, time + 1);
        if (source >= line.length) {
            return null;
        }
        try {
            return new ArchivedRequest(
                    Instant.ofEpochMilli(Long.parseLong(text(line, 2, time))),
                    text(line, time + 1, source),
                    Arrays.copyOfRange(line, source + 1, line.length));
        } catch (NumberFormatException | DateTimeException damaged) {
            return null;
        }
    }

    /** Where the word that begins there ends. */
    private static int end(byte[] line, int from) {
        int end = from;
        while (end < line.length && line[end] != ' ') {
            end++;
        }
        return end;
    }

    private static String text(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }
}
