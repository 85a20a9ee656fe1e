package dev.tidegate.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads one segment file; at a torn block it ends, and a line that is damaged or of another kind is passed over. */
final class SegmentReader implements AutoCloseable {
    private static final int CHUNK = 64 << 10;

    private final InputStream file;
    private @Nullable InputStream lines;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int end;
    private boolean begun;

    SegmentReader(Path path) throws IOException {
        this.file = new BufferedInputStream(Files.newInputStream(path), CHUNK);
    }

    /** What the next line says, or null at the end. */
    @Nullable
    Archived next() throws IOException {
        try {
            InputStream in = lines();
            for (byte[] line = line(in); line != null; line = line(in)) {
                Archived said = Archived.parse(line);
                if (said != null) {
                    return said;
                }
            }
            return null;
        } catch (EOFException | ZipException torn) {
            lines = InputStream.nullInputStream();
            return null;
        }
    }

    private InputStream lines() throws IOException {
        if (lines == null) {
            if (begun) {
                return InputStream.nullInputStream();
            }
            begun = true;
            lines = new GZIPInputStream(file, CHUNK);
        }
        return lines;
    }

    /** A line without its end; null when there is no whole one any more. */
    private byte @Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        while (true) {
            for (int i = at; i < end; i++) {
                if (chunk[i] == '\n') {
                    line.write(chunk, at, i - at);
                    at = i + 1;
                    return line.toByteArray();
                }
            }
            line.write(chunk, at, end - at);
            at = 0;
            end = Math.max(0, in.read(chunk));
            if (end == 0) {
                return null;
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
