package dev.tidegate.app.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** What the commands print on; nothing else in the program writes to the terminal. */
public final class Console {
    private final PrintWriter out;
    private final PrintWriter err;

    public Console(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** The process's own standard output and standard error, in UTF-8. */
    public static Console ofProcess() {
        return new Console(writer(System.out), writer(System.err));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** A line of the command's result. */
    public void print(String line) {
        out.println(line);
        out.flush();
    }

    /** A line about the command's run, such as a failure. */
    public void printError(String line) {
        err.println(line);
        err.flush();
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }
}
