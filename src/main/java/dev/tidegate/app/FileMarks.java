package dev.tidegate.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * By what it shows that a file has changed, without reading it: time, size and place on the disk. Links are followed, as
 * mounted configuration maps consist of them.
 */
record FileMarks(Map<String, Mark> files) {
    FileMarks {
        files = Map.copyOf(files);
    }

    /** @param place differs when the name leads to another file; empty where the file system does not tell */
    record Mark(FileTime time, long size, Optional<Object> place) {}

    /** The marks of all settings files of a directory, and of the templates below it; may block. */
    static FileMarks of(Path directory) {
        Map<String, Mark> files = new TreeMap<>();
        add(files, directory, ".yaml");
        add(files, directory.resolve("templates"), "");
        return new FileMarks(files);
    }

    private static void add(Map<String, Mark> files, Path directory, String ending) {
        try (Stream<Path> found = Files.list(directory)) {
            found.filter(file -> file.toString().endsWith(ending))
                    .forEach(file -> mark(file).ifPresent(mark -> files.put(file.toString(), mark)));
        } catch (IOException e) {
            // A directory that is gone has no files; reading it will say so.
        }
    }

    private static Optional<Mark> mark(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Mark(found.lastModifiedTime(), found.size(), Optional.ofNullable(found.fileKey())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
