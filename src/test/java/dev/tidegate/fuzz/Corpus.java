package dev.tidegate.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The inputs that are kept for a target, in one file: they are many and small. */
record Corpus(Path file) {
    private static final Path FOLDER = Path.of("src/test/resources/fuzz");

    static Corpus of(String target) {
        return new Corpus(FOLDER.resolve(target + ".zip"));
    }

    /** The inputs; none where nothing was kept yet. */
    List<byte[]> inputs() {
        List<byte[]> inputs = new ArrayList<>();
        if (!Files.exists(file)) {
            return inputs;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                inputs.add(zip.getInputStream(entries.nextElement()).readAllBytes());
            }
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps these, numbered and without times, so that the same inputs make the same file. */
    void keep(List<byte[]> inputs) throws IOException {
        Files.createDirectories(FOLDER);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < inputs.size(); i++) {
                ZipEntry entry = new ZipEntry(Integer.toString(i));
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                zip.putNextEntry(entry);
                zip.write(inputs.get(i));
            }
        }
    }

    /** Lays inputs out as files, as Jazzer wants them. */
    static void write(List<byte[]> inputs, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < inputs.size(); i++) {
            Files.write(folder.resolve("kept-" + HexFormat.of().toHexDigits(i)), inputs.get(i));
        }
    }

    static List<byte[]> read(Path folder) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path one : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(one));
            }
        }
        return inputs;
    }
}
