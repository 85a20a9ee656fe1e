package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings.Breaker;
import dev.tidegate.delivery.DestinationSettings.Retry;
import dev.tidegate.delivery.Permits.Answer;
import dev.tidegate.delivery.Permits.Permit;
import dev.tidegate.telemetry.DeliveryMetrics.BreakerState;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PermitsTest {
    private static final Duration QUICK = Duration.ofMillis(10);

    private final List<BreakerState> states = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T01:02:03Z");
    private final InstantSource clock = () -> now;

    @Test
    void grants_no_more_than_the_concurrency() {
        Permits permits = permits(2, null);

        Permit first = granted(permits);
        granted(permits);
        assertThat(permits.ask(1, null)).isInstanceOf(Answer.WhenTold.class);

        first.succeeded(QUICK);
        granted(permits);
    }

    @Test
    void opens_when_too_much_fails_and_tries_with_a_few_after_the_wait() {
        Permits permits = permits(10, null);
        fail(permits, 10);

        assertThat(states).containsExactly(BreakerState.OPEN);
        assertThat(permits.ask(1, null)).isEqualTo(new Answer.Later(Duration.ofSeconds(30)));

        now = now.plusSeconds(31);
        List<Permit> probes = List.of(granted(permits), granted(permits), granted(permits));
        assertThat(permits.ask(1, null)).isInstanceOf(Answer.WhenTold.class);
        probes.forEach(probe -> probe.succeeded(QUICK));
        assertThat(states).containsExactly(BreakerState.OPEN, BreakerState.HALF_OPEN, BreakerState.CLOSED);
    }

    @Test
    void opens_when_too_much_is_slow() {
        Permits permits = permits(10, null);

        for (int i = 0; i < 10; i++) {
            granted(permits).succeeded(Duration.ofSeconds(9));
        }

        assertThat(states).containsExactly(BreakerState.OPEN);
    }

    @Test
    void a_permit_that_was_not_used_is_there_again_even_when_half_open() {
        Permits permits = permits(10, null);
        fail(permits, 10);
        now = now.plusSeconds(31);

        for (int i = 0; i < 20; i++) {
            granted(permits).unused();
        }

        assertThat(permits.ask(1, null)).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void a_permit_ends_once() {
        Permits permits = permits(1, null);
        Permit permit = granted(permits);

        permit.succeeded(QUICK);
        permit.unused();
        permit.failed(QUICK);

        granted(permits);
        assertThat(permits.ask(1, null)).isInstanceOf(Answer.WhenTold.class);
    }

    @Test
    void says_when_the_rate_allows_the_next() {
        Permits permits = permits(10, new Draws(1, Duration.ofMinutes(10)));
        granted(permits).succeeded(QUICK);

        assertThat(permits.ask(1, null))
                .isInstanceOfSatisfying(
                        Answer.Later.class,
                        later -> assertThat(later.rest()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11)));
        assertThat(permits.ask(1, null)).as("the other permits were given back").isInstanceOf(Answer.Later.class);
    }

    @Test
    void draws_no_more_of_the_rate_than_can_be_under_way() {
        Draws draws = new Draws(100, Duration.ZERO);
        Permits permits = permits(3, draws);

        assertThat(permits.ask(50, null)).isInstanceOf(Answer.Granted.class);

        assertThat(draws.asked).containsExactly(4);
    }

    @Test
    void a_permit_that_was_not_used_gives_the_rate_its_own_back() {
        Permits permits = permits(10, new Draws(1, Duration.ofMinutes(10)));

        granted(permits).unused();

        granted(permits);
    }

    @Test
    void an_attempt_that_says_nothing_of_the_destination_counts_for_the_rate_and_for_nothing_else() {
        Permits permits = permits(1, new Draws(1, Duration.ofMinutes(10)));
        granted(permits).used();
        assertThat(permits.ask(1, null)).isInstanceOf(Answer.Later.class);

        Permits sick = permits(1, null);
        fail(sick, 9);
        for (int i = 0; i < 20; i++) {
            granted(sick).used();
        }
        assertThat(states).isEmpty();
        fail(sick, 1);
        assertThat(states).containsExactly(BreakerState.OPEN);
    }

    @Test
    void draws_nothing_while_the_breaker_is_open() {
        Draws draws = new Draws(100, Duration.ZERO);
        Permits permits = permits(10, draws);
        fail(permits, 10);
        draws.asked.clear();
        now = now.plusSeconds(1);

        permits.foresee();

        assertThat(permits.ask(50, null)).isInstanceOf(Answer.Later.class);
        assertThat(draws.asked).isEmpty();
    }

    @Test
    void grants_nothing_while_the_esp_wants_to_be_left_alone() {
        Permits permits = permits(10, null);

        permits.rest(Duration.ofSeconds(7));
        permits.rest(Duration.ofSeconds(3));

        assertThat(permits.ask(1, null)).isEqualTo(new Answer.Later(Duration.ofSeconds(7)));
        now = now.plusSeconds(7);
        granted(permits);
    }

    @Test
    void one_of_several_receivers_leaves_as_much_room_as_it_takes() {
        Permits permits = permits(8, null);

        assertThat(share(permits, "a")).isEqualTo(4);
        assertThat(share(permits, "b")).isEqualTo(2);
        assertThat(share(permits, "c")).isEqualTo(1);
        assertThat(share(permits, "d")).isEqualTo(1);
        assertThat(share(permits, "e")).isZero();
    }

    @Test
    void a_share_is_free_again_when_its_attempt_ends() {
        Permits permits = permits(1, null);
        Permit permit = ((Answer.Granted) permits.askForHook(1, "a")).permit();
        assertThat(permits.hasRoomFor("a")).isFalse();

        permit.used();

        assertThat(permits.hasRoomFor("a")).isTrue();
    }

    @Test
    void a_permit_whose_receiver_turns_out_late_counts_for_it_if_it_may() {
        Permits permits = permits(4, null);
        Receiver hook = new Receiver(new Hook("a", URI.create("https://hooks.example/a"), null, now));
        List<Permit> unknown = List.of(
                ((Answer.Granted) permits.askForHook(1, null)).permit(),
                ((Answer.Granted) permits.askForHook(1, null)).permit(),
                ((Answer.Granted) permits.askForHook(1, null)).permit());

        assertThat(unknown.getFirst().useFor(hook, true)).isNull();
        assertThat(unknown.get(1).useFor(hook, true)).isNull();
        assertThat(unknown.get(2).useFor(hook, true)).isEqualTo(new Answer.WhenTold());
    }

    @Test
    void hooks_go_on_while_the_one_of_the_settings_is_left_alone() {
        Permits permits = permits(10, null);
        fail(permits, 10);

        assertThat(permits.askForHook(1, "a")).isInstanceOf(Answer.Granted.class);
        Permit permit = ((Answer.Granted) permits.askForHook(1, null)).permit();
        assertThat(permit.useFor(Receiver.CONFIGURED, true)).isEqualTo(new Answer.Later(Duration.ofSeconds(30)));
        permit.unused();
        assertThat(permits.ask(1, "-")).isInstanceOf(Answer.Later.class);
    }

    private static int share(Permits permits, String receiver) {
        int taken = 0;
        while (permits.hasRoomFor(receiver)) {
            assertThat(permits.askForHook(1, receiver)).isInstanceOf(Answer.Granted.class);
            taken++;
        }
        return taken;
    }

    private static void fail(Permits permits, int times) {
        for (int i = 0; i < times; i++) {
            granted(permits).failed(QUICK);
        }
    }

    @CanIgnoreReturnValue
    private static Permit granted(Permits permits) {
        return ((Answer.Granted) permits.ask(1, null)).permit();
    }

    private Permits permits(int concurrency, @Nullable Draws draws) {
        DestinationSettings settings = new DestinationSettings(
                "esp",
                new ConnectorSettings.Simulator(URI.create("http://127.0.0.1:1")),
                Duration.ofSeconds(10),
                concurrency,
                null,
                Retry.DEFAULT,
                Breaker.DEFAULT,
                null,
                false,
                OnlyTo.ANYBODY,
                false,
                false);
        Quota quota = draws == null ? null : new Quota(draws, 100, clock, new Random(1), () -> {});
        return new Permits(settings, quota, clock, states::add);
    }

    /** Gives so much once, and then so much again after the wait. */
    private static final class Draws implements Quota.Pool {
        final List<Integer> asked = new ArrayList<>();
        private final int permits;
        private final Duration wait;

        Draws(int permits, Duration wait) {
            this.permits = permits;
            this.wait = wait;
        }

        @Override
        public Future<Quota.Draw> draw(int most) {
            asked.add(most);
            return Future.succeededFuture(new Quota.Draw(Math.min(most, permits), wait));
        }

        @Override
        public Future<Void> rest(Duration rest) {
            return Future.succeededFuture();
        }
    }
}
