package dev.tidegate.app.settings.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What reading a text file of the settings gives: its content, or the words that say why there is none. */
public sealed interface SmallFile {
    /** The largest file that is read, in bytes. */
    int LIMIT = 4 << 20;

    record Content(String text) implements SmallFile {}

    /** @param why completes the sentence "the file …" */
    record Unreadable(String why) implements SmallFile {}

    static SmallFile read(Path directory, String path) {
        try {
            return read(directory.resolve(path));
        } catch (InvalidPathException e) {
            return new Unreadable("has an impossible path");
        }
    }

    static SmallFile read(Path path) {
        if (!Files.exists(path)) {
            return new Unreadable("does not exist");
        }
        if (Files.isDirectory(path)) {
            return new Unreadable("is a directory");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            return bytes.length > LIMIT
                    ? new Unreadable("is too large; allowed: up to " + LIMIT + " bytes")
                    : decode(bytes);
        } catch (IOException e) {
            return new Unreadable("cannot be read; may this user read it?");
        }
    }

    private static SmallFile decode(byte[] bytes) {
        try {
            return new Content(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Unreadable("is not UTF-8 text");
        }
    }
}
