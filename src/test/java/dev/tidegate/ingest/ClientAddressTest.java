package dev.tidegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.source.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static final String PROXY = "10.0.0.1";
    private final ClientAddress clients =
            new ClientAddress(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8:1::/48")));

    @Test
    void without_trusted_proxies_the_header_is_a_rumour() {
        assertThat(new ClientAddress(List.of()).of(PROXY, () -> List.of("203.0.113.9")))
                .isEqualTo(PROXY);
    }

    @Test
    void a_stranger_may_say_what_it_likes() {
        assertThat(clients.of("198.51.100.7", () -> List.of("203.0.113.9"))).isEqualTo("198.51.100.7");
    }

    @Test
    void the_right_most_stranger_is_the_client() {
        assertThat(clients.of(PROXY, () -> List.of("1.2.3.4, 203.0.113.9, 10.1.1.1")))
                .isEqualTo("203.0.113.9");
        assertThat(clients.of(PROXY, () -> List.of("1.2.3.4", "203.0.113.9", "10.1.1.1")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void ports_and_brackets_are_no_part_of_an_address() {
        assertThat(clients.of(PROXY, () -> List.of("203.0.113.9:4711"))).isEqualTo("203.0.113.9");
        assertThat(clients.of(PROXY, () -> List.of("[2001:db8:2::1]:443"))).isEqualTo("2001:db8:2:0:0:0:0:1");
        assertThat(clients.of("2001:db8:1::5", () -> List.of("2001:db8:2::1"))).isEqualTo("2001:db8:2:0:0:0:0:1");
    }

    @Test
    void nothing_is_believed_behind_what_cannot_be_read() {
        assertThat(clients.of(PROXY, () -> List.of("203.0.113.9, unknown, 10.1.1.1")))
                .isEqualTo("10.1.1.1");
        assertThat(clients.of(PROXY, () -> List.of(""))).isEqualTo(PROXY);
        assertThat(clients.of(PROXY, List::of)).isEqualTo(PROXY);
        assertThat(clients.of(PROXY, () -> List.of("evil.example"))).isEqualTo(PROXY);
    }
}
