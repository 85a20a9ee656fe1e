package dev.tidegate.connector.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a destination's URL may not lead to: all that are not ordinary addresses of the public internet, so that
 * a URL that somebody entered cannot be used to reach the network that the gateway runs in. After IANA's special-purpose
 * registries; what carries an IPv4 address within (mapped, 6to4, Teredo, NAT64) is refused whole.
 */
final class AddressRules {
    private static final List<Range> FORBIDDEN = List.of(
            range("0.0.0.0/8", "this network"),
            range("10.0.0.0/8", "private"),
            range("100.64.0.0/10", "shared by a carrier's customers, some clouds' metadata"),
            range("127.0.0.0/8", "loopback"),
            range("168.63.129.16/32", "a cloud's metadata"),
            range("169.254.0.0/16", "link-local, most clouds' metadata"),
            range("172.16.0.0/12", "private"),
            range("192.0.0.0/24", "protocol assignments, some clouds' metadata"),
            range("192.0.2.0/24", "documentation"),
            range("192.31.196.0/24", "AS112"),
            range("192.52.193.0/24", "AMT"),
            range("192.88.99.0/24", "6to4 relay"),
            range("192.168.0.0/16", "private"),
            range("192.175.48.0/24", "AS112"),
            range("198.18.0.0/15", "benchmarks"),
            range("198.51.100.0/24", "documentation"),
            range("203.0.113.0/24", "documentation"),
            range("224.0.0.0/4", "multicast"),
            range("240.0.0.0/4", "reserved, broadcast"),
            range("::/96", "unspecified, loopback, IPv4-compatible"),
            range("::ffff:0:0:0/96", "IPv4-translated"),
            range("64:ff9b::/96", "NAT64"),
            range("64:ff9b:1::/48", "NAT64 for a local network"),
            range("100::/64", "discard"),
            range("100:0:0:1::/64", "dummy prefix"),
            range("2001::/23", "protocol assignments, Teredo, ORCHID"),
            range("2001:db8::/32", "documentation"),
            range("2002::/16", "6to4"),
            range("2620:4f:8000::/48", "AS112"),
            range("3fff::/20", "documentation"),
            range("5f00::/16", "segment routing"),
            range("fc00::/7", "unique local, some clouds' metadata"),
            range("fe80::/10", "link-local"),
            range("fec0::/10", "site-local"),
            range("ff00::/8", "multicast"));

    private AddressRules() {}

    /** Why the address may not be connected to, or null if it may. */
    static @Nullable String objection(InetAddress address) {
        byte[] bytes = unmapped(address.getAddress());
        for (Range range : FORBIDDEN) {
            if (range.contains(bytes)) {
                return range.kind();
            }
        }
        return null;
    }

    /** Java turns an IPv4-mapped address into an IPv4 address nearly everywhere; a zone id is the exception. */
    private static byte[] unmapped(byte[] bytes) {
        if (bytes.length != 16 || bytes[10] != (byte) 0xff || bytes[11] != (byte) 0xff) {
            return bytes;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return bytes;
            }
        }
        return Arrays.copyOfRange(bytes, 12, 16);
    }

    private static Range range(String cidr, String kind) {
        int slash = cidr.indexOf('/');
        try {
            // a literal: nothing is looked up
            byte[] network = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
            return new Range(network, Integer.parseInt(cidr.substring(slash + 1)), kind);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(cidr, e);
        }
    }

    /** The addresses whose first {@code prefix} bits are those of {@code network}. */
    private record Range(byte[] network, int prefix, String kind) {
        boolean contains(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            int bytes = prefix / 8;
            int rest = 8 - prefix % 8;
            return Arrays.equals(address, 0, bytes, network, 0, bytes)
                    && (rest == 8 || (address[bytes] & 0xff) >> rest == (network[bytes] & 0xff) >> rest);
        }
    }
}
