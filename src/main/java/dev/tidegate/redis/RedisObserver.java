package dev.tidegate.redis;

/** Is told of every command that was answered or failed. */
@FunctionalInterface
public interface RedisObserver {
    /** Watches nothing. */
    RedisObserver NONE = (command, nanos, ok) -> {};

    /**
     * Called on the event loop for every single command, so it must be quick.
     *
     * @param command the name of the script's file without {@code .lua}, or of the command in lower case
     * @param nanos from the call to the answer
     */
    void answered(String command, long nanos, boolean ok);
}
