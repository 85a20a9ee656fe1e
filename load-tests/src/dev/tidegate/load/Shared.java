package dev.tidegate.load;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A few numbers that the sink writes and the generator reads without a system call: a file mapped into both. The
 * generator needs them to hold the backlog steady, the sink to be told how slow to be.
 */
final class Shared {
    /** Messages received whose id was new. */
    static final int UNIQUE = 0;
    /** Messages received whose id had been received before. */
    static final int DUPLICATE = 1;
    /** Requests that were not as expected. */
    static final int ODD = 2;
    /** How long the sink waits before it answers, in microseconds. */
    static final int DELAY_MICROS = 3;

    private static final int SIZE = 64;
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer memory;

    private Shared(ByteBuffer memory) {
        this.memory = memory;
    }

    static Shared map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Shared(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
        }
    }

    long get(int slot) {
        return (long) LONGS.getVolatile(memory, slot * Long.BYTES);
    }

    void set(int slot, long value) {
        LONGS.setVolatile(memory, slot * Long.BYTES, value);
    }
}
