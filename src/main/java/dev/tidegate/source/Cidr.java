package dev.tidegate.source;

import java.net.InetAddress;
import java.util.Optional;

/** A block of IP addresses, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; a plain address is a block of one. */
public final class Cidr {
    private final byte[] network;
    private final int prefix;
    private final String text;

    private Cidr(byte[] network, int prefix, String text) {
        this.network = network;
        this.prefix = prefix;
        this.text = text;
    }

    /**
     * Reads a block in its usual notation.
     *
     * @throws IllegalArgumentException when the text is none, or has bits set behind its prefix
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = IpAddresses.parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("not an IP address or CIDR block"))
                .getAddress();
        int prefix = slash < 0 ? address.length * 8 : prefixOf(text.substring(slash + 1), address.length * 8);
        for (int bit = prefix; bit < address.length * 8; bit++) {
            if ((address[bit / 8] >> (7 - bit % 8) & 1) != 0) {
                throw new IllegalArgumentException("has bits set behind its prefix of " + prefix);
            }
        }
        return new Cidr(address, prefix, text);
    }

    private static int prefixOf(String text, int max) {
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("the prefix is not a number");
        }
        int prefix = Integer.parseInt(text);
        if (prefix > max) {
            throw new IllegalArgumentException("the prefix is more than " + max);
        }
        return prefix;
    }

    /** Whether the address, as text, lies in this block; text that is no address lies in none. */
    public boolean contains(String address) {
        Optional<InetAddress> parsed = IpAddresses.parse(address);
        return parsed.isPresent() && contains(parsed.get());
    }

    /** Whether the address lies in this block. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != network[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || (bytes[whole] ^ network[whole]) >> (8 - rest) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && cidr.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
