package dev.tidegate.source;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;

/** Reads IP addresses from text, and never asks the DNS. */
public final class IpAddresses {
    private IpAddresses() {}

    /** The address that the text is the literal of; an IPv4-mapped IPv6 address is the IPv4 one. */
    public static Optional<InetAddress> parse(String text) {
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(text));
    }
}
