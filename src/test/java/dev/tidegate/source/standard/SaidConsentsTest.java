package dev.tidegate.source.standard;

import static dev.tidegate.domain.ConsentState.DENIED;
import static dev.tidegate.domain.ConsentState.GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaidConsentsTest {
    private static final Instant OCCURRED = Instant.parse("2026-11-24T01:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2026-11-24T01:02:03Z");

    private final SaidConsents consents = new SaidConsents();

    @Test
    void says_nothing_where_nothing_was_said() {
        assertThat(latest()).isEmpty();
    }

    @Test
    void each_channel_has_its_own() {
        consents.add(Channel.SMS, DENIED, null);
        consents.add(Channel.EMAIL, GRANTED, null);

        assertThat(latest())
                .containsExactlyInAnyOrder(
                        new ConsentChange(Channel.SMS, DENIED, OCCURRED),
                        new ConsentChange(Channel.EMAIL, GRANTED, OCCURRED));
    }

    @Test
    void the_latest_counts_in_whatever_order_they_stand() {
        consents.add(Channel.EMAIL, GRANTED, OCCURRED);
        consents.add(Channel.EMAIL, DENIED, OCCURRED.minusSeconds(1));

        assertThat(latest()).containsExactly(new ConsentChange(Channel.EMAIL, GRANTED, OCCURRED));
    }

    @Test
    void of_two_at_once_the_refusal_counts_in_whatever_order_they_stand() {
        consents.add(Channel.EMAIL, DENIED, OCCURRED);
        consents.add(Channel.EMAIL, GRANTED, OCCURRED);
        consents.add(Channel.SMS, GRANTED, OCCURRED);
        consents.add(Channel.SMS, DENIED, OCCURRED);

        assertThat(latest()).extracting(ConsentChange::state).containsExactly(DENIED, DENIED);
    }

    @Test
    void nothing_is_of_later_than_it_was_received() {
        consents.add(Channel.EMAIL, DENIED, RECEIVED.plusSeconds(60));

        assertThat(latest()).containsExactly(new ConsentChange(Channel.EMAIL, DENIED, RECEIVED));
    }

    @Test
    void a_standing_grant_is_the_oldest_of_all_and_a_standing_refusal_counts_from_the_event() {
        consents.addStanding(Channel.EMAIL, GRANTED);
        consents.addStanding(Channel.SMS, DENIED);

        assertThat(latest())
                .containsExactlyInAnyOrder(
                        new ConsentChange(Channel.EMAIL, GRANTED, Instant.EPOCH),
                        new ConsentChange(Channel.SMS, DENIED, OCCURRED));
    }

    @Test
    void a_grant_for_an_address_that_was_lost_is_left_out_and_a_refusal_is_not() {
        consents.add(Channel.EMAIL, GRANTED, null);
        consents.add(Channel.SMS, DENIED, null);

        assertThat(consents.latest(OCCURRED, RECEIVED, channel -> true))
                .containsExactly(new ConsentChange(Channel.SMS, DENIED, OCCURRED));
    }

    private List<ConsentChange> latest() {
        return consents.latest(OCCURRED, RECEIVED, channel -> false);
    }
}
