package dev.tidegate.connector.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;

/** Finds the address of a host that may be connected to. Belongs to one event loop. */
public final class GuardedHosts {
    private final HostAddresses hosts;

    public GuardedHosts(Vertx vertx, HostLookup lookup, InstantSource clock) {
        this.hosts = new HostAddresses(vertx, lookup, clock);
    }

    /** What was found. */
    public sealed interface Found {
        /** To be connected to as it is: another look-up may give another address. */
        record At(InetAddress address) implements Found {}

        record Nowhere(HttpResult why) implements Found {}
    }

    /** The future never fails. */
    public Future<Found> find(String host, boolean allowPrivate) {
        return hosts.of(host)
                .map(addresses -> choose(addresses, allowPrivate))
                .otherwise(unknown -> new Found.Nowhere(new HttpResult.NotSent("the host's address cannot be found")));
    }

    /** The address did not answer: it is chosen last from now on, until the next look-up. */
    public void demote(String host, InetAddress address) {
        hosts.demote(host, address);
    }

    private static Found choose(List<InetAddress> addresses, boolean allowPrivate) {
        for (InetAddress address : addresses) {
            if (allowPrivate || AddressRules.objection(address) == null) {
                return new Found.At(address);
            }
        }
        return new Found.Nowhere(new HttpResult.Forbidden("the host is at an address that is not public ("
                + AddressRules.objection(addresses.getFirst()) + "); allow_private would permit it"));
    }
}
