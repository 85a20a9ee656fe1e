package dev.tidegate.connector.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The addresses of hosts, looked up on a worker thread and remembered for a short time. Belongs to one event loop. There are
 * as many hosts as the configuration names, so nothing is ever thrown out.
 */
final class HostAddresses {
    /** Short enough that a moved ESP is followed, long enough that a busy destination asks rarely. */
    private static final Duration LIFETIME = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final HostLookup lookup;
    private final InstantSource clock;
    private final Map<String, Entry> entries = new HashMap<>();

    HostAddresses(Vertx vertx, HostLookup lookup, InstantSource clock) {
        this.vertx = vertx;
        this.lookup = lookup;
        this.clock = clock;
    }

    /** All addresses of the host; fails if it has none or the look-up fails. */
    Future<List<InetAddress>> of(String host) {
        long now = clock.millis();
        Entry known = entries.get(host);
        if (known != null && now < known.until) {
            return known.addresses;
        }
        Future<List<InetAddress>> addresses =
                vertx.executeBlocking(() -> lookUp(host), false).map(Objects::requireNonNull);
        entries.put(host, new Entry(addresses, now + LIFETIME.toMillis()));
        return addresses.onFailure(unknown -> entries.remove(host));
    }

    /** The address did not answer: it is asked last from now on, until the next look-up. */
    void demote(String host, InetAddress address) {
        Entry known = entries.get(host);
        if (known != null && known.addresses.succeeded()) {
            List<InetAddress> order = known.addresses.result().stream()
                    .sorted((a, b) -> Boolean.compare(a.equals(address), b.equals(address)))
                    .toList();
            entries.put(host, new Entry(Future.succeededFuture(order), known.until));
        }
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        try {
            List<InetAddress> addresses = lookup.addressesOf(host);
            if (addresses.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return List.copyOf(addresses);
        } catch (IllegalArgumentException notAnAddress) {
            // newer JDKs refuse literals such as 0177.1 that others would read as an address
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(notAnAddress);
            throw unknown;
        }
    }

    private record Entry(Future<List<InetAddress>> addresses, long until) {}
}
