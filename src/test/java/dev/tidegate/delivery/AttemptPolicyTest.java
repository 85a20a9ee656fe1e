package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.app.Connectors;
import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.Outcome;
import dev.tidegate.delivery.DestinationSettings.OnUnknown;
import dev.tidegate.delivery.DestinationSettings.Retry;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
    private static final Retry RETRY =
            new Retry(Duration.ofSeconds(1), 2, Duration.ofHours(1), Duration.ofHours(24), 3);

    private final Connector onlyOnce = Connectors.of(new ConnectorSettings.Simulator(URI.create("http://127.0.0.1:9")));

    @Test
    void a_delivered_message_is_done() {
        Recording recording = judge(new Outcome.Delivered(), 0, 0, NOW);

        assertThat(recording.status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(recording.attempts()).isEqualTo(1);
    }

    @Test
    void a_refused_message_is_given_up_with_its_reason() {
        Recording recording = judge(new Outcome.Refused("HTTP 422"), 0, 0, NOW);

        assertThat(recording.status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(line(recording)).contains("HTTP 422");
    }

    @Test
    void a_message_for_a_destination_that_is_gone_is_given_up() {
        assertThat(judge(new Outcome.Gone("HTTP 410"), 0, 0, NOW).status()).isEqualTo(DeliveryStatus.DEAD);
    }

    @Test
    void a_message_that_may_go_later_is_tried_again_not_before_the_esp_wants_it() {
        Recording recording = judge(new Outcome.RetryLater(Duration.ofSeconds(90), "HTTP 429"), 0, 0, NOW);

        assertThat(recording.status()).isEqualTo(DeliveryStatus.RETRYING);
        assertThat(recording.retryIn()).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void a_message_waits_while_its_account_is_refused() {
        Recording recording = judge(new Outcome.AccountRefused("HTTP 401"), 0, 0, NOW);

        assertThat(recording.status()).isEqualTo(DeliveryStatus.RETRYING);
        assertThat(recording.retryIn()).isGreaterThanOrEqualTo(Standing.ACCOUNT_REST);
    }

    @Test
    void the_last_of_max_attempts_is_the_end() {
        Outcome later = new Outcome.RetryLater(null, "HTTP 503");

        assertThat(judge(later, 1, 0, NOW).status()).isEqualTo(DeliveryStatus.RETRYING);
        assertThat(judge(later, 2, 0, NOW).status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(line(judge(later, 2, 0, NOW))).contains("HTTP 503; max_attempts reached");
    }

    @Test
    void a_message_whose_receiver_is_left_alone_is_put_off_but_not_for_ever() {
        Duration rest = Duration.ofSeconds(30);
        InHand message = inHand(0, 0);

        Recording later = policy(null).putOff(message, rest, NOW);
        assertThat(later.status()).isEqualTo(DeliveryStatus.RETRYING);
        assertThat(later.retryIn()).isEqualTo(rest);
        assertThat(later.afterAttempt()).isFalse();

        Recording last = policy(null).putOff(message, rest, NOW.plus(RETRY.giveUpAfter()));
        assertThat(last.status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(line(last)).contains("give_up_after reached");
    }

    @Test
    void an_attempt_that_told_nothing_of_the_message_is_not_its_last() {
        assertThat(judge(new Outcome.NotLookedAt("the batch was refused"), 2, 0, NOW)
                        .status())
                .isEqualTo(DeliveryStatus.RETRYING);
        assertThat(judge(new Outcome.AccountRefused("HTTP 401"), 2, 0, NOW).status())
                .isEqualTo(DeliveryStatus.RETRYING);
    }

    @Test
    void attempts_before_an_operator_had_it_tried_anew_do_not_count() {
        assertThat(judge(new Outcome.RetryLater(null, "HTTP 503"), 3, 2, NOW).status())
                .isEqualTo(DeliveryStatus.RETRYING);
    }

    @Test
    void it_is_given_up_when_the_next_attempt_would_come_too_late() {
        Outcome inAnHour = new Outcome.RetryLater(Duration.ofHours(1), "HTTP 503");
        Instant justInTime = NOW.plus(Duration.ofHours(22));

        assertThat(judge(inAnHour, 0, 0, justInTime).status()).isEqualTo(DeliveryStatus.RETRYING);
        assertThat(judge(inAnHour, 0, 0, NOW.plus(Duration.ofMinutes(23 * 60 + 1)))
                        .status())
                .isEqualTo(DeliveryStatus.DEAD);
    }

    @Test
    void an_unknown_outcome_is_tried_again_where_a_second_copy_does_no_harm() {
        Outcome unknown = new Outcome.Unknown("no answer");

        assertThat(judge(unknown, 0, 0, NOW).status()).isEqualTo(DeliveryStatus.RETRYING);
        assertThat(policy(OnUnknown.PARK)
                        .judge(inHand(0, 0), carried(unknown), NOW)
                        .status())
                .isEqualTo(DeliveryStatus.UNKNOWN);
    }

    @Test
    void what_is_kept_of_an_attempt_tells_what_came_of_it() {
        Outcome later = new Outcome.RetryLater(null, "HTTP 503");

        assertThat(AttemptCodec.decode(line(judge(later, 0, 0, NOW))))
                .containsExactly(new Attempt(NOW, null, "retry", "HTTP 503"));
        assertThat(AttemptCodec.decode(line(judge(new Outcome.Delivered(), 0, 0, NOW))))
                .containsExactly(new Attempt(NOW, null, "delivered", null));
    }

    private Recording judge(Outcome outcome, int attempts, int uncounted, Instant now) {
        return policy(null).judge(inHand(attempts, uncounted), carried(outcome), now);
    }

    private AttemptPolicy policy(@Nullable OnUnknown onUnknown) {
        return new AttemptPolicy(RETRY, onUnknown, onlyOnce, new RetrySchedule(RETRY, new Random(3)));
    }

    private static Courier.Carried carried(Outcome outcome) {
        return new Courier.Carried(outcome, null, NOW);
    }

    @SuppressWarnings("NullAway") // where a message came from makes no difference here
    private static InHand inHand(int attempts, int uncounted) {
        return new InHand(null, "m", null, Messages.cart(), attempts, NOW, uncounted, false, null, false);
    }

    private static String line(Recording recording) {
        byte[] line = recording.attempt();
        return line == null ? "" : new String(line, StandardCharsets.UTF_8);
    }
}
