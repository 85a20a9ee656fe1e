package dev.tidegate.redis;

/** Is told when Redis comes and goes. Called on the router's context. */
public interface RedisWatcher {
    /** All connections are there, for the first time or again; hints may have been missed meanwhile. */
    void up();

    /** A connection was lost. */
    void down();
}
