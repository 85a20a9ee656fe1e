package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.archive.ArchiveSettings;
import java.nio.file.Path;
import java.time.Duration;

/** The {@code archive} block of {@code gateway.yaml}. */
final class ArchiveKeys {
    private static final Key<Path> DIRECTORY = Key.required(
            "directory",
            Scalars.text(ArchiveKeys::directory, Path::toString, "the path of a directory"),
            "Where the files are; a relative path counts from the working directory.");
    private static final Key<Duration> RETENTION = Key.optional(
                    "retention",
                    Quantities.duration(Duration.ofHours(1), Duration.ofDays(3_660)),
                    "How long a file is kept.")
            .or("90d");

    static final Key<ArchiveSettings> ARCHIVE = Key.optional(
            "archive",
            ObjectShape.of(v -> new ArchiveSettings(v.get(DIRECTORY), v.get(RETENTION)), DIRECTORY, RETENTION),
            "Compressed segment files of all decided events, for backtests and audits. None by default.");

    private ArchiveKeys() {}

    private static Path directory(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty");
        }
        return Path.of(text);
    }
}
