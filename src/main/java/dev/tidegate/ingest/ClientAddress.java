package dev.tidegate.ingest;

import dev.tidegate.source.Cidr;
import dev.tidegate.source.IpAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells from which address a request comes, believing {@code X-Forwarded-For} only where a trusted proxy wrote it. */
final class ClientAddress {
    private final List<Cidr> trusted;

    ClientAddress(List<Cidr> trusted) {
        this.trusted = trusted;
    }

    /**
     * The right-most address that is not a trusted proxy's: what stands further left was written by that client itself.
     *
     * @param peer the address that the connection comes from
     * @param forwarded the values of all {@code X-Forwarded-For} headers in their order
     */
    String of(String peer, Supplier<List<String>> forwarded) {
        if (trusted.isEmpty() || !isTrusted(peer)) {
            return peer;
        }
        String client = peer;
        List<String> headers = forwarded.get();
        for (int header = headers.size() - 1; header >= 0; header--) {
            String[] hops = headers.get(header).split(",", -1);
            for (int hop = hops.length - 1; hop >= 0; hop--) {
                Optional<InetAddress> address = IpAddresses.parse(withoutPort(hops[hop].strip()));
                if (address.isEmpty()) {
                    return client;
                }
                client = address.get().getHostAddress();
                if (!isTrusted(client)) {
                    return client;
                }
            }
        }
        return client;
    }

    private boolean isTrusted(String address) {
        for (Cidr cidr : trusted) {
            if (cidr.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Some proxies write {@code 192.0.2.1:4711} or {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
