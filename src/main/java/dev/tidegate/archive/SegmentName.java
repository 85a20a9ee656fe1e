package dev.tidegate.archive;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a segment file.
 *
 * @param start when its first event was decided
 * @param process which gateway process wrote it
 */
record SegmentName(Instant start, String process) {
    /** After so long a process seals a segment and begins another. */
    static final Duration SPAN = Duration.ofHours(1);

    private static final Pattern TEXT = Pattern.compile("events-([0-9]{8}T[0-9]{9}Z)-([A-Za-z0-9_.-]+)\\.gz");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    String text() {
        return "events-" + TIME.format(start) + "-" + process.replaceAll("[^A-Za-z0-9_.-]", "_") + ".gz";
    }

    static Optional<SegmentName> of(Path file) {
        Matcher text = TEXT.matcher(String.valueOf(file.getFileName()));
        if (!text.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SegmentName(TIME.parse(text.group(1), Instant::from), text.group(2)));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Whether all in it was decided before that time. */
    boolean before(Instant time) {
        return !start.plus(SPAN).isAfter(time);
    }
}
