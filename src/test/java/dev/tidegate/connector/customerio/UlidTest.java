package dev.tidegate.connector.customerio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.MessageId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UlidTest {
    private static final Instant RELEASED = Instant.ofEpochMilli(1_469_918_176_385L);

    @Test
    void begins_with_the_time_as_the_ulid_specification_writes_it() {
        assertThat(Ulid.of(new MessageId("a"), RELEASED))
                .startsWith("01ARYZ6S41")
                .hasSize(26);
    }

    @Test
    void goes_on_with_the_first_80_bits_of_the_ids_digest() {
        // SHA-256 of "a" begins with ca978112ca1bbdcafac2
        assertThat(Ulid.of(new MessageId("a"), RELEASED)).endsWith("SABR24PA3EYWNYP2");
    }

    @Test
    void is_the_same_for_a_message_each_time_and_another_for_another() {
        assertThat(Ulid.of(new MessageId("a"), RELEASED))
                .isEqualTo(Ulid.of(new MessageId("a"), RELEASED))
                .isNotEqualTo(Ulid.of(new MessageId("b"), RELEASED));
    }
}
