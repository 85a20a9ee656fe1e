package dev.tidegate.archive;

import java.io.IOException;

/** Takes blocks of lines, one call after the other; may block. */
interface Blocks {
    /** Prepares for what is to come. */
    void open() throws IOException;

    void append(byte[] lines) throws IOException;

    void close() throws IOException;
}
