package dev.tidegate.ingest;

import dev.tidegate.domain.Digests;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/** The browser snippet in one encoding. Each has a tag of its own, since caches hold tags to mean the very bytes. */
record Snippet(Buffer bytes, String tag, boolean gzipped) {
    private static final Snippet PLAIN = plain();
    private static final Snippet GZIPPED = PLAIN.gzip();

    /** @param acceptEncoding the request's header, empty without one */
    static Snippet accepted(String acceptEncoding) {
        for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = coding.split(";", -1);
            if (parts[0].strip().equals("gzip") && (parts.length == 1 || !isZero(parts[1].strip()))) {
                return GZIPPED;
            }
        }
        return PLAIN;
    }

    /** Whether the reader has these bytes already. */
    boolean isKnownBy(String ifNoneMatch) {
        for (String known : ifNoneMatch.split(",", -1)) {
            String tagged = known.strip();
            if (tagged.equals("*") || tagged.equals(tag) || tagged.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isZero(String weight) {
        return weight.matches("q=0(\\.0*)?");
    }

    private static Snippet plain() {
        try (InputStream in = Objects.requireNonNull(Snippet.class.getResourceAsStream("tidegate.js"))) {
            byte[] script = in.readAllBytes();
            String digest = Digests.base64Url(Digests.sha256().digest(script), 12);
            return new Snippet(Buffer.buffer(script), '"' + digest + '"', false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Snippet gzip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Snippet(Buffer.buffer(out.toByteArray()), tag.replaceFirst("\"$", "-gzip\""), true);
    }
}
