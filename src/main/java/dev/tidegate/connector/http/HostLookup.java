package dev.tidegate.connector.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host; may block. */
@FunctionalInterface
public interface HostLookup {
    /** All addresses of the host, the preferred ones first. */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;

    /** What the system says: hosts file, DNS, and literals. */
    static HostLookup system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
