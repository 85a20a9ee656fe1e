package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The path of a file that is there. */
final class FileShape implements Shape<Path> {
    @Override
    public Optional<Reading<Path>> read(Cursor cursor) {
        Optional<Path> path = cursor.text().map(text -> resolve(cursor, text));
        if (path.isPresent() && (!Files.isRegularFile(path.get()) || !Files.isReadable(path.get()))) {
            cursor.problem(cursor.quoted() + " is not a readable file; allowed: a path from the settings' directory");
            return Optional.empty();
        }
        return path.map(found -> new Reading<>(found, found.toString()));
    }

    private static Path resolve(Cursor cursor, String text) {
        try {
            return cursor.resolve(text);
        } catch (InvalidPathException e) {
            return cursor.resolve("");
        }
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.words("type", "string", "minLength", 1);
    }
}
