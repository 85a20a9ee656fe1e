package dev.tidegate.archive;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.EventCodec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event that was decided on, as a segment file has it.
 *
 * @param profile whose event it was then
 */
public record ArchivedEvent(ProfileId profile, Event event) implements Archived {
    /** Stands first in the line. */
    static final char KIND = '1';

    private static final String FORMAT = KIND + " ";

    @Override
    public Instant at() {
        return event.receivedAt();
    }

    /** The line for an event: kind, profile id and canonical JSON, which has no line breaks. */
    static byte[] line(ProfileId profile, byte[] event) {
        byte[] head = (FORMAT + profile.value() + " ").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream line = new ByteArrayOutputStream(head.length + event.length + 1);
        line.writeBytes(head);
        line.writeBytes(event);
        line.write('\n');
        return line.toByteArray();
    }

    /** What a line without its end says, or null when it is damaged. */
    static @Nullable ArchivedEvent parse(byte[] line) {
        int end = FORMAT.length();
        while (end < line.length && line[end] != ' ') {
            end++;
        }
        if (end == line.length) {
            return null;
        }
        try {
            String profile = new String(line, FORMAT.length(), end - FORMAT.length(), StandardCharsets.US_ASCII);
            return new ArchivedEvent(
                    new ProfileId(profile), EventCodec.decode(Arrays.copyOfRange(line, end + 1, line.length)));
        } catch (IllegalArgumentException damaged) {
            return null;
        }
    }
}
