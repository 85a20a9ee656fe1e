package dev.tidegate.telemetry;

import dev.tidegate.domain.CrashPoint;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the process die at a named place, as if it had been killed there. The system property {@code tidegate.crash} says
 * where, as {@code name} or {@code name:n} for the n-th time; without it nothing ever happens.
 */
public final class CrashPoints implements CrashPoint {
    /** Where the wish to die is read from. */
    public static final String PROPERTY = "tidegate.crash";

    /** What a process killed by SIGKILL is seen to end with. */
    private static final int KILLED = 137;

    private final String name;
    private final AtomicInteger left;
    private final Consumer<String> death;

    CrashPoints(String wish, Consumer<String> death) {
        int colon = wish.indexOf(':');
        this.name = colon < 0 ? wish : wish.substring(0, colon);
        this.left = new AtomicInteger(colon < 0 ? 1 : Integer.parseInt(wish.substring(colon + 1)));
        this.death = death;
    }

    /** The crash point that the system property asks for. */
    public static CrashPoint fromSystemProperty() {
        return of(System.getProperty(PROPERTY));
    }

    static CrashPoint of(@Nullable String wish) {
        return wish == null || wish.isEmpty() ? name -> {} : new CrashPoints(wish, CrashPoints::halt);
    }

    @Override
    public void reach(String reached) {
        if (reached.equals(name) && left.decrementAndGet() == 0) {
            death.accept("tidegate dies at crash point " + name + ", as " + PROPERTY + " asks\n");
        }
    }

    /** Says why on standard error, past the log, which the dying process may not write any more. */
    private static void halt(String why) {
        try (FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
            err.write(why.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
