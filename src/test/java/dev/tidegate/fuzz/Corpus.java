package dev.tidegate.fuzz;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The inputs that are kept for a target, in one file: they are many and small. */
record Corpus(Path file) {
    private static final Path FOLDER = Path.of("src/test/resources/fuzz");

    static Corpus of(String target) {
        return new Corpus(FOLDER.resolve(target + ".gz"));
    }

    /** The inputs; none where nothing was kept yet. */
    List<byte[]> inputs() {
        List<byte[]> inputs = new ArrayList<>();
        if (!Files.exists(file)) {
            return inputs;
        }
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            for (int left = in.readInt(); left > 0; left--) {
                byte[] input = new byte[in.readInt()];
                in.readFully(input);
                inputs.add(input);
            }
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps these: their number, then each with its length before it. */
    void keep(List<byte[]> inputs) throws IOException {
        Files.createDirectories(FOLDER);
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(inputs.size());
            for (byte[] input : inputs) {
                out.writeInt(input.length);
                out.write(input);
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
