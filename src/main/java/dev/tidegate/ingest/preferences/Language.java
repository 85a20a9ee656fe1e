package dev.tidegate.ingest.preferences;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages that the pages speak. */
enum Language {
    ENGLISH(Locale.ENGLISH, "MMMM d, uuuu"),
    GERMAN(Locale.GERMAN, "d. MMMM uuuu");

    private final Locale locale;
    private final DateTimeFormatter dates;

    Language(Locale locale, String dates) {
        this.locale = locale;
        this.dates = DateTimeFormatter.ofPattern(dates, locale);
    }

    /**
     * What the browser asks for, else what the customer is known to speak, else English.
     *
     * @param accepted the Accept-Language header
     */
    static Language of(String accepted, @Nullable Object profileLocale) {
        return asked(accepted)
                .or(() -> profileLocale instanceof String text ? named(text) : Optional.empty())
                .orElse(ENGLISH);
    }

    private static Optional<Language> asked(String accepted) {
        try {
            List<Locale.LanguageRange> ranges = accepted.isBlank() ? List.of() : Locale.LanguageRange.parse(accepted);
            return ranges.stream()
                    .map(range -> named(range.getRange()))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Language> named(String tag) {
        String language = tag.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        return switch (language) {
            case "en" -> Optional.of(ENGLISH);
            case "de" -> Optional.of(GERMAN);
            default -> Optional.empty();
        };
    }

    String tag() {
        return locale.getLanguage();
    }

    String say(Phrase phrase) {
        return this == GERMAN ? phrase.german() : phrase.english();
    }

    String date(Instant instant) {
        return dates.format(instant.atZone(ZoneOffset.UTC));
    }
}
