package dev.tidegate.ingest;

import dev.tidegate.fuzz.FuzzTarget;
import dev.tidegate.source.Cidr;
import dev.tidegate.source.IpAddresses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code Content-Type}, {@code X-Forwarded-For}, and blocks of addresses: no header makes somebody a trusted proxy's client who is none. */
public final class RequestHeadersFuzz implements FuzzTarget {
    private static final String PEER = "192.0.2.1";
    private static final ClientAddress BEHIND_PROXY = new ClientAddress(List.of(Cidr.parse(PEER + "/32")));

    @Override
    public void run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Optional<ContentType> type = ContentType.parse(text);
        if (type.isPresent() && type.get().mediaType().chars().anyMatch(c -> c <= ' ' || c == ';')) {
            throw new AssertionError("a media type with more in it");
        }
        List<String> forwarded = text.lines().toList();
        String client = BEHIND_PROXY.of(PEER, () -> forwarded);
        if (IpAddresses.parse(client).isEmpty()
                || !BEHIND_PROXY.of("198.51.100.7", () -> forwarded).equals("198.51.100.7")) {
            throw new AssertionError("no address: " + client);
        }
        try {
            int slash = text.indexOf('/');
            if (!Cidr.parse(text).contains(slash < 0 ? text : text.substring(0, slash))) {
                throw new AssertionError("a block without its own address");
            }
        } catch (IllegalArgumentException noBlock) {
            // what it is documented to say
        }
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "application/json; charset=\"utf-8\"",
                        "application/cloudevents+json;charset=ISO-8859-1",
                        "203.0.113.9, 192.0.2.1",
                        "[2001:db8::1]:4711\n192.0.2.1:80",
                        "2001:db8::/32",
                        "::ffff:192.0.2.0/120",
                        "192.0.2.0/24")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
