package dev.tidegate.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A Lua script, kept as a resource beside the class that owns it. */
public final class Script {
    private final String name;
    private final byte[] source;
    private final byte[] sha1;

    private Script(String name, byte[] source) {
        this.name = name;
        this.source = source;
        this.sha1 = HexFormat.of().formatHex(digest(source)).getBytes(StandardCharsets.US_ASCII);
    }

    /** @param file such as {@code accept.lua}, in the package of {@code owner} */
    public static Script load(Class<?> owner, String file) {
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no script " + file + " beside " + owner.getName());
            }
            return new Script(file.replaceFirst("\\.lua$", ""), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] digest(byte[] source) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(source);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** The file's name without {@code .lua}. */
    public String name() {
        return name;
    }

    byte[] source() {
        return source;
    }

    byte[] sha1() {
        return sha1;
    }

    @Override
    public String toString() {
        return name;
    }
}
