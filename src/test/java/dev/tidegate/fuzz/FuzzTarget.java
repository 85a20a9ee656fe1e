package dev.tidegate.fuzz;

import java.util.List;

/** A parser, with what has to hold whatever it is given. */
public interface FuzzTarget {
    /** Reads the input, and throws where something does not hold. */
    void run(byte[] input);

    /** Sound inputs to start from. */
    List<byte[]> seeds();
}
