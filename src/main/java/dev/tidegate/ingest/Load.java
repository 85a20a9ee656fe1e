package dev.tidegate.ingest;

/** How much one event loop has in hand, and whether it may take more. */
final class Load {
    private final int maxConnections;
    private final int maxRequests;
    private final long maxBytes;
    private int connections;
    private int requests;
    private long bytes;

    Load(ServerSettings.Limits limits, int eventLoops) {
        this.maxConnections = Math.max(1, limits.connections() / eventLoops);
        this.maxRequests = Math.max(1, limits.inFlight() / eventLoops);
        this.maxBytes = Math.max(1, limits.inFlightBytes() / eventLoops);
    }

    boolean connect() {
        if (connections >= maxConnections) {
            return false;
        }
        connections++;
        return true;
    }

    void disconnect() {
        connections--;
    }

    boolean begin() {
        if (requests >= maxRequests) {
            return false;
        }
        requests++;
        return true;
    }

    /** Takes up room for a part of a body. */
    boolean hold(int more) {
        if (bytes + more > maxBytes) {
            return false;
        }
        bytes += more;
        return true;
    }

    /** A request is answered; its body needs no room any more. */
    void end(long held) {
        requests--;
        bytes -= held;
    }
}
