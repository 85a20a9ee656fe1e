package dev.tidegate.delivery;

import static dev.tidegate.delivery.Carts.cart;
import static dev.tidegate.delivery.Carts.carts;
import static dev.tidegate.delivery.Carts.placed;
import static dev.tidegate.delivery.Station.hook;
import static dev.tidegate.support.FakeEsp.hangUp;
import static dev.tidegate.support.FakeEsp.silence;
import static dev.tidegate.support.FakeEsp.slow;
import static dev.tidegate.support.FakeEsp.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.delivery.DestinationSettings.Breaker;
import dev.tidegate.delivery.DestinationSettings.Rate;
import dev.tidegate.delivery.DestinationSettings.Retry;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Via;
import dev.tidegate.redis.FencedOps;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Lane;
import dev.tidegate.redis.Ownership;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.FakeEsp.Received;
import dev.tidegate.support.Messages;
import dev.tidegate.support.VertxForTests;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryWorkerIT extends DeliveryFixture {
    @Test
    void delivers_a_released_message_and_keeps_what_was_done() {
        Message message = cart(1);

        station.start(hook(esp)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
        assertThat(esp.received()).hasSize(1);
        assertThat(esp.received().getFirst().header("webhook-id"))
                .isEqualTo(message.id().value());
        assertThat(esp.received().getFirst().header("tidegate-attempt")).isEqualTo("1");
        Delivery delivery = station.delivery(message);
        assertThat(delivery.trigger()).isEqualTo("cart-abandoned");
        assertThat(delivery.profile()).isEqualTo(message.profile());
        assertThat(delivery.event()).isEqualTo(message.event().id());
        assertThat(delivery.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(200);
            assertThat(attempt.outcome()).isEqualTo("delivered");
            assertThat(attempt.error()).isNull();
        });
        assertThat(station.ended("delivered")).isEqualTo(1);
        assertThat(REDIS.cli("EXISTS", bodyKey(message))).isEqualTo("0");
        assertThat(Long.parseLong(REDIS.cli("PTTL", messageKey(message)))).isPositive();
    }

    @Test
    void delivers_what_was_released_before_it_started() {
        List<Message> messages = carts(200);
        station.store(messages, null);

        station.start(hook(esp));

        await().until(() -> esp.received().size() >= 200);
        assertThat(ids(esp.received())).hasSize(200);
        await().untilAsserted(() -> assertThat(messages).allMatch(m -> station.status(m) == DeliveryStatus.DELIVERED));
    }

    @Test
    void partitions_that_turn_out_to_be_someone_elses_keep_no_other_waiting() {
        int ours = 4;
        for (int partition = 0; partition < ours; partition++) {
            REDIS.cli("SET", station.keys.deliverOwner(partition).name(), "2:other");
            station.worker.taken(partition, new Ownership("1:a"));
        }
        station.take(ours, 1);
        Ownership decider = new Ownership("1:decider");
        REDIS.cli("SET", station.keys.decideOwner(ours).name(), decider.value());
        FencedOps ops = FencedOps.owned(station.keys.decideOwner(ours), decider);
        station.outbox.add(ops.group(FencedOps.Guard.always()), ours, cart(1), null);
        VertxForTests.await(ops.run(station.router, Lane.WORK));

        VertxForTests.await(station.worker.start(List.of(hook(esp))));

        await().until(() -> esp.received().size() == 1);
        assertThat(station.fenced).hasValue(ours);
    }

    @Test
    void a_message_that_only_a_newer_version_can_read_waits_for_one_and_holds_no_partition() {
        Message newer = cart(0);
        int partition = Station.partition(newer);
        Message next = carts(20).stream()
                .skip(1)
                .filter(message -> Station.partition(message) == partition)
                .findFirst()
                .orElseThrow();
        station.store(List.of(newer), null);
        REDIS.cli("SET", bodyKey(newer), "{\"f\":1000000}");
        station.start(hook(esp)).release(next);
        await().until(() -> station.status(next) == DeliveryStatus.DELIVERED);

        VertxForTests.await(station.worker.leave(partition));

        assertThat(station.status(newer)).isEqualTo(DeliveryStatus.QUEUED);
        assertThat(esp.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void tries_again_with_the_same_id_and_body_when_the_esp_is_not_well(int status) {
        Message message = cart(1);
        esp.then(status(status), status(status));

        station.start(hook(esp)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
        assertThat(esp.received()).hasSize(3);
        assertThat(esp.received())
                .extracting(Received::body)
                .containsOnly(esp.received().getFirst().body());
        assertThat(ids(esp.received())).hasSize(1);
        assertThat(esp.received())
                .extracting(received -> received.header("tidegate-attempt"))
                .containsExactly("1", "2", "3");
        assertThat(station.outcomes(message)).containsExactly("retry", "retry", "delivered");
        assertThat(station.ended("retry")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 410, 413, 422})
    void gives_up_at_once_when_the_esp_refuses(int status) {
        Message message = cart(1);
        esp.always(status(status));

        station.start(hook(esp)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DEAD);
        assertThat(esp.received()).hasSize(1);
        assertThat(station.delivery(message).attempts().getFirst().status()).isEqualTo(status);
        assertThat(station.ended("dead")).isEqualTo(1);
        assertThat(REDIS.cli("EXISTS", bodyKey(message))).isEqualTo("1");
    }

    @Test
    void tries_again_when_the_connection_breaks_and_when_no_answer_comes() {
        Message message = cart(1);
        esp.then(hangUp(), silence());

        station.start(hook(esp, draft -> draft.withTimeout(Duration.ofMillis(300))))
                .release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
        assertThat(station.outcomes(message)).containsExactly("retry", "retry", "delivered");
        assertThat(station.delivery(message).attempts())
                .extracting(Attempt::error)
                .contains("no answer in time");
    }

    @Test
    void asks_an_esp_for_nothing_while_it_wants_to_be_left_alone() {
        Message first = cart(1);
        Message second = cart(2);
        esp.then(status(429, "retry-after", "1"));
        station.start(hook(esp, draft -> draft.withConcurrency(1))).release(first);
        await().until(() -> esp.received().size() == 1);

        station.release(second);

        await().until(() -> station.status(first) == DeliveryStatus.DELIVERED
                && station.status(second) == DeliveryStatus.DELIVERED);
        assertThat(sinceFirst(esp.received().get(1))).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void waits_until_the_date_that_the_esp_names_before_it_tries_that_message_again() {
        Message message = cart(1);
        Instant later = Instant.now().plusSeconds(3);
        esp.then(status(
                503, "retry-after", DateTimeFormatter.RFC_1123_DATE_TIME.format(later.atOffset(ZoneOffset.UTC))));

        station.start(hook(esp)).release(message);
        await().until(() -> station.status(message) == DeliveryStatus.RETRYING);
        assertThat(station.delivery(message).nextAttemptAt()).isBetween(later.minusSeconds(2), later.plusSeconds(1));

        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
        assertThat(sinceFirst(esp.received().get(1))).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void gives_up_after_max_attempts_and_gives_the_cooldown_back() {
        Message message = cart(1);
        String cooldown = cooldownKey(message);
        REDIS.cli("SET", cooldown, "run-1");
        esp.always(status(500));

        station.start(hook(
                esp,
                draft -> draft.with(new Retry(Duration.ofMillis(5), 1, Duration.ofMillis(5), Duration.ofHours(1), 3))));
        station.release(List.of(message), new Outbox.HeldCooldown(cooldown, "run-1", List.of()));

        await().until(() -> station.status(message) == DeliveryStatus.DEAD);
        assertThat(station.outcomes(message)).containsExactly("retry", "retry", "dead");
        assertThat(station.delivery(message).attempts().getLast().error()).isEqualTo("HTTP 500; max_attempts reached");
        assertThat(REDIS.cli("EXISTS", cooldown)).isEqualTo("0");
    }

    @Test
    void gives_a_cooldown_back_when_the_last_of_the_messages_that_started_it_has_failed() {
        Message first = cart(1);
        Message second = Messages.sameCustomers(cart(2), first);
        String cooldown = cooldownKey(first);
        REDIS.cli("SET", cooldown, "run-1");
        esp.then(status(400)).always(status(503));
        station.start(hook(
                esp,
                draft -> draft.with(new Retry(Duration.ofMillis(5), 1, Duration.ofMillis(5), Duration.ofHours(1), 3))));

        station.release(List.of(first), new Outbox.HeldCooldown(cooldown, "run-1", List.of(second.id())));
        await().until(() -> station.status(first) == DeliveryStatus.DEAD);
        assertThat(REDIS.cli("EXISTS", cooldown)).isEqualTo("1");

        station.release(List.of(second), new Outbox.HeldCooldown(cooldown, "run-1", List.of(first.id())));
        await().until(() -> station.status(second) == DeliveryStatus.DEAD);
        assertThat(REDIS.cli("EXISTS", cooldown)).isEqualTo("0");
    }

    @Test
    void leaves_a_cooldown_alone_that_somebody_else_holds_by_now() {
        Message message = cart(1);
        String cooldown = cooldownKey(message);
        REDIS.cli("SET", cooldown, "run-2");
        esp.always(status(400));

        station.start(hook(esp));
        station.release(List.of(message), new Outbox.HeldCooldown(cooldown, "run-1", List.of()));

        await().until(() -> station.status(message) == DeliveryStatus.DEAD);
        assertThat(REDIS.cli("GET", cooldown)).isEqualTo("run-2");
    }

    @Test
    void gives_up_when_the_time_for_it_is_over() {
        Message message = cart(1, MessageClass.MARKETING, null, Instant.now().minusSeconds(10));
        esp.always(status(503));

        station.start(hook(
                        esp,
                        draft -> draft.with(
                                new Retry(Duration.ofMillis(5), 1, Duration.ofMillis(5), Duration.ofSeconds(5), null))))
                .release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DEAD);
        assertThat(esp.received()).hasSize(1);
        assertThat(station.delivery(message).attempts().getLast().error()).endsWith("give_up_after reached");
    }

    @Test
    void drops_what_is_stale() {
        Message message = cart(1, MessageClass.MARKETING, Instant.now().minusSeconds(1), Instant.now());
        REDIS.cli("RPUSH", ledgerKey(message), "{}");

        station.start(hook(esp)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.EXPIRED);
        assertThat(esp.received()).isEmpty();
        assertThat(station.ended("expired")).isEqualTo(1);
        assertThat(REDIS.cli("LINDEX", ledgerKey(message), "-1")).contains("\"outcome\":\"stale\"");
    }

    @Test
    void ends_what_expires_long_before_it_would_be_tried_again() {
        Message message = cart(1, MessageClass.MARKETING, Instant.now().plusSeconds(1), Instant.now());
        REDIS.cli("RPUSH", ledgerKey(message), "{}");
        esp.always(status(503, "Retry-After", "600"));

        station.start(hook(esp)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.EXPIRED);
        assertThat(esp.received()).hasSize(1);
        assertThat(REDIS.cli("LINDEX", ledgerKey(message), "-1")).contains("\"outcome\":\"stale\"");
    }

    @Test
    void ends_what_expires_while_the_destination_is_left_alone() {
        Message first = cart(1);
        Message second = cart(2, MessageClass.MARKETING, Instant.now().plusSeconds(2), Instant.now());
        esp.always(status(500));
        station.start(hook(esp, draft -> draft.with(new Breaker(2, 50, Duration.ofSeconds(8), Duration.ofMinutes(10)))))
                .release(first);
        await().until(() -> esp.received().size() == 2);

        station.release(second);

        await().until(() -> station.status(second) == DeliveryStatus.EXPIRED);
        assertThat(ids(esp.received())).containsExactly(first.id().value());
        assertThat(station.status(first)).isEqualTo(DeliveryStatus.RETRYING);
    }

    @Test
    void sends_nothing_when_consent_was_withdrawn_after_the_release() {
        Message message = cart(1);
        REDIS.cli("HSET", consentKey(), "email", "denied|1764000000000|shop|x");
        REDIS.cli("RPUSH", ledgerKey(message), "{}");

        station.start(hook(esp)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.CANCELLED);
        assertThat(esp.received()).isEmpty();
        assertThat(REDIS.cli("LINDEX", ledgerKey(message), "-1")).contains("\"outcome\":\"no_consent\"");
    }

    @Test
    void subscribes_nobody_who_has_objected_after_the_release_though_that_is_no_marketing() {
        Message message =
                Messages.as(cart(1, MessageClass.TRANSACTIONAL, null, Instant.now()), "Y6nRLr", Via.SUBSCRIBE);
        REDIS.cli("HSET", consentKey(), "email", "denied|1764000000000|shop|x");

        station.start(hook(esp)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.CANCELLED);
        assertThat(esp.received()).isEmpty();
    }

    @Test
    void sends_nothing_to_a_suppressed_address_but_what_is_owed() {
        Message marketing = cart(1);
        Message receipt = cart(2, MessageClass.TRANSACTIONAL, null, Instant.now());
        REDIS.cli("HSET", consentKey(), "suppressed", "complaint");

        station.start(hook(esp)).release(marketing, receipt);

        await().until(() -> station.status(marketing) == DeliveryStatus.CANCELLED);
        await().until(() -> station.status(receipt) == DeliveryStatus.DELIVERED);
        assertThat(ids(esp.received())).containsExactly(receipt.id().value());
    }

    @Test
    void sends_not_even_what_is_owed_where_it_would_bounce() {
        Message receipt = cart(2, MessageClass.TRANSACTIONAL, null, Instant.now());
        REDIS.cli("HSET", consentKey(), "suppressed", "hard_bounce");

        station.start(hook(esp)).release(receipt);

        await().until(() -> station.status(receipt) == DeliveryStatus.CANCELLED);
        assertThat(esp.received()).isEmpty();
    }

    @Test
    void a_message_that_lost_its_place_under_a_cap_is_not_sent_and_one_that_has_it_keeps_it() {
        Message loser = placed(cart(1));
        Message holder = placed(cart(2));
        REDIS.cli("HSET", placesKey(), loser.id().value(), "x|1764000000000|flash-sale");
        REDIS.cli("HSET", placesKey(), holder.id().value(), "1764000000000|50|0|cart-abandoned");
        REDIS.cli("RPUSH", ledgerKey(loser), "{}");

        station.start(hook(esp)).release(loser, holder);

        await().until(() -> station.status(loser) == DeliveryStatus.CANCELLED);
        await().until(() -> station.status(holder) == DeliveryStatus.DELIVERED);
        assertThat(ids(esp.received())).containsExactly(holder.id().value());
        assertThat(REDIS.cli("LINDEX", ledgerKey(loser), "-1")).contains("\"outcome\":\"capped\"", "flash-sale");
        assertThat(REDIS.cli("HGET", placesKey(), holder.id().value())).isEqualTo("1764000000000|50|1|cart-abandoned");
    }

    @Test
    void a_message_that_finally_fails_gives_its_place_back() {
        Message message = placed(cart(1));
        REDIS.cli("HSET", placesKey(), message.id().value(), "1764000000000|50|0|cart-abandoned");
        esp.always(status(400));

        station.start(hook(esp)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DEAD);
        await().until(() -> REDIS.cli("EXISTS", placesKey()).equals("0"));
    }

    @Test
    void sends_to_an_address_that_has_granted_consent() {
        Message message = cart(1);
        REDIS.cli("HSET", consentKey(), "email", "granted|1764000000000|shop|x");

        station.start(hook(esp)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
    }

    @Test
    void sends_nothing_that_was_withdrawn_before_its_attempt() {
        Message message = cart(1);
        station.store(List.of(message), null);
        station.withdraw(message, "order_completed");
        assertThat(station.status(message)).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(station.delivery(message).cancelledBecause()).isEqualTo("order_completed");

        station.start(hook(esp));

        await().until(() -> REDIS.cli("HGET", messageKey(message), "st").equals("cancelled"));
        assertThat(esp.received()).isEmpty();
        assertThat(station.delivery(message).cancelledBecause()).isEqualTo("order_completed");
    }

    @Test
    void stops_trying_when_a_message_is_withdrawn_between_attempts() {
        Message message = cart(1);
        esp.always(status(503));
        station.start(hook(
                        esp,
                        draft -> draft.with(new Retry(
                                Duration.ofMillis(300), 1, Duration.ofMillis(300), Duration.ofHours(1), null))))
                .release(message);
        await().until(() -> !esp.received().isEmpty());

        station.withdraw(message, "order_completed");

        await().until(() -> REDIS.cli("HGET", messageKey(message), "st").equals("cancelled"));
        int seen = esp.received().size();
        await().during(Duration.ofMillis(500)).until(() -> esp.received().size() == seen);
    }

    @Test
    void sends_nothing_to_a_private_address_unless_it_is_allowed() {
        Message message = cart(1);

        station.start(hook(esp, DestinationDraft::publicOnly)).release(message);

        await().until(() -> station.status(message) == DeliveryStatus.DEAD);
        assertThat(esp.received()).isEmpty();
        assertThat(station.delivery(message).attempts().getFirst().error()).contains("loopback");
    }

    @Test
    void keeps_to_the_concurrency() {
        esp.always(slow(20, 200));

        station.start(hook(esp, draft -> draft.withConcurrency(3)));
        station.release(carts(60).toArray(Message[]::new));

        await().until(() -> esp.received().size() == 60);
        assertThat(esp.mostInFlight()).isEqualTo(3);
    }

    @Test
    void keeps_to_the_rate_and_uses_it() {
        station.start(hook(esp, draft -> draft.with(new Rate(50, Duration.ofSeconds(1)))));
        station.release(carts(100).toArray(Message[]::new));

        await().until(() -> esp.received().size() == 100);

        assertThat(mostWithin(Duration.ofMillis(950), esp.received())).isLessThanOrEqualTo(55);
        assertThat(sinceFirst(last(esp.received()))).isBetween(Duration.ofMillis(1_700), Duration.ofSeconds(4));
    }

    @Test
    void an_open_breaker_lets_only_a_few_through_to_see_and_burns_no_attempts() {
        Duration openFor = Duration.ofMillis(1_500);
        esp.always(status(500));
        List<Message> messages = carts(100);

        station.start(hook(
                esp,
                draft -> draft.withConcurrency(4)
                        .with(new Breaker(10, 50, Duration.ofSeconds(8), openFor))
                        .with(new Retry(
                                Duration.ofSeconds(30), 1, Duration.ofSeconds(30), Duration.ofHours(1), null))));
        station.release(messages.toArray(Message[]::new));

        int untilOpen = 10 + 4; // the window, and what was under way when it was full
        await().atMost(Duration.ofSeconds(20))
                .until(() -> esp.received().size() >= untilOpen + 2 * Standing.HALF_OPEN_ATTEMPTS);
        List<Received> later = esp.received().stream().skip(untilOpen).toList();
        assertThat(mostWithin(openFor.minusMillis(100), later)).isLessThanOrEqualTo(Standing.HALF_OPEN_ATTEMPTS);
        List<Delivery> queued = VertxForTests.await(
                        station.deliveries.list(new Deliveries.Query(DeliveryStatus.QUEUED, null, 200, null)))
                .items();
        assertThat(queued)
                .hasSizeGreaterThan(70)
                .allMatch(delivery -> delivery.attempts().isEmpty());

        esp.always(status(200));
        await().atMost(Duration.ofSeconds(15)).until(() -> breakerIs("closed"));
        await().until(() -> station.ended("delivered") > 80);
    }

    @Test
    void another_destination_goes_on_while_one_hangs() {
        esp.always(silence());
        FakeEsp well = new FakeEsp(vertx.get());
        DestinationSettings other = hook(well, draft -> draft.named("other"));
        VertxForTests.await(station.worker.start(List.of(hook(esp), other)));
        station.takeAll(1);
        List<Message> stuck = carts(100);
        station.release(stuck.toArray(Message[]::new));

        Message message = Messages.cart(500, "other", "jo@shop.example", MessageClass.MARKETING, Instant.now(), null);
        station.release(message);

        await().atMost(Duration.ofSeconds(2)).until(() -> station.status(message) == DeliveryStatus.DELIVERED);
    }

    @Test
    void a_paused_destination_gets_nothing_until_it_is_resumed() {
        Message message = cart(1);
        station.start(hook(esp));
        VertxForTests.await(station.deliveries.pause(Station.DESTINATION));
        VertxForTests.await(station.worker.refreshControl());

        station.release(message);
        await().during(Duration.ofMillis(400)).until(() -> esp.received().isEmpty());
        assertThat(station.status(message)).isEqualTo(DeliveryStatus.QUEUED);

        VertxForTests.await(station.deliveries.resume(Station.DESTINATION));
        VertxForTests.await(station.worker.refreshControl());
        await().until(() -> station.status(message) == DeliveryStatus.DELIVERED);
    }

    @Test
    void a_pause_outlives_the_process() {
        VertxForTests.await(station.deliveries.pause(Station.DESTINATION));

        station.start(hook(esp)).release(cart(1));

        await().during(Duration.ofMillis(400)).until(() -> esp.received().isEmpty());
    }

    @Test
    void goes_on_when_scripts_are_flushed_and_redis_is_killed_under_way() {
        List<Message> messages = carts(300);
        esp.always(slow(5, 200));
        station.start(hook(esp)).release(messages.toArray(Message[]::new));
        await().until(() -> esp.received().size() > 50);

        REDIS.cli("SCRIPT", "FLUSH");
        await().until(() -> esp.received().size() > 120);
        REDIS.cli("CONFIG", "SET", "appendfsync", "always");
        REDIS.kill();
        REDIS.restart();

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> messages.stream().allMatch(m -> station.status(m) == DeliveryStatus.DELIVERED));
        assertThat(ids(esp.received())).hasSize(300);
        assertThat(esp.received().size()).isLessThanOrEqualTo(300 + 8);
    }

    @Test
    void stops_in_good_order_with_everything_recorded() {
        List<Message> messages = carts(50);
        esp.always(slow(100, 200));
        station.start(hook(esp)).release(messages.toArray(Message[]::new));
        await().until(() -> esp.received().size() >= 8);

        VertxForTests.await(station.worker.stop());

        int seen = esp.received().size();
        long delivered = messages.stream()
                .filter(m -> station.status(m) == DeliveryStatus.DELIVERED)
                .count();
        assertThat(delivered).isEqualTo(seen).isLessThan(50);
    }

    /** Everything is looked into every 30 s anyway, so it must not take that long. */
    @Test
    void goes_on_soon_after_redis_has_answered_with_errors_for_a_while() {
        List<Message> messages = carts(20);
        REDIS.cli("SET", consentKey(), "not a hash, so the look before each attempt fails");
        station.start(hook(esp)).release(messages.toArray(Message[]::new));
        await().during(Duration.ofMillis(600)).until(() -> esp.received().isEmpty());

        REDIS.cli("DEL", consentKey());

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(messages).allMatch(m -> station.status(m) == DeliveryStatus.DELIVERED));
        assertThat(esp.received()).hasSize(20);
    }

    @Test
    void an_idle_process_sends_redis_next_to_nothing() {
        station.start(hook(esp)).release(cart(1));
        await().until(() -> station.status(cart(1)) == DeliveryStatus.DELIVERED);

        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        long before = Long.parseLong(REDIS.info("total_commands_processed"));
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        long after = Long.parseLong(REDIS.info("total_commands_processed"));

        assertThat(after - before).isLessThan(12);
    }

    @Test
    void tells_how_much_waits() {
        esp.always(status(400));
        station.start(hook(esp)).release(cart(1), cart(2));
        await().until(() -> station.ended("dead") == 2);

        List<Depth> depths = VertxForTests.await(station.worker.depths());

        assertThat(depths)
                .filteredOn(depth -> depth.queue().equals("dead"))
                .singleElement()
                .satisfies(depth -> {
                    assertThat(depth.count()).isEqualTo(2);
                    assertThat(depth.oldest()).isNotNull();
                });
        assertThat(depths)
                .filteredOn(depth -> depth.queue().equals("deliveries"))
                .extracting(Depth::count)
                .containsExactly(0L);
    }

    @Test
    void tells_soon_that_more_waits() {
        esp.always(status(400));
        station.start(hook(esp));
        assertThat(dead()).isZero();

        station.release(cart(1));

        await().until(() -> dead() == 1);
    }

    private long dead() {
        return VertxForTests.await(station.worker.depths()).stream()
                .filter(depth -> depth.queue().equals("dead"))
                .mapToLong(Depth::count)
                .sum();
    }

    private boolean breakerIs(String state) {
        return station.meters
                        .get("tidegate.circuit.breaker.state")
                        .tags("destination", Station.DESTINATION, "state", state)
                        .gauge()
                        .value()
                == 1;
    }

    private Duration sinceFirst(Received received) {
        return Duration.ofNanos(received.nanos() - esp.received().getFirst().nanos());
    }

    private static Received last(List<Received> received) {
        return received.stream().max(Comparator.comparingLong(Received::nanos)).orElseThrow();
    }

    private String messageKey(Message message) {
        return station.keys.message(Station.partition(message), message.id()).name();
    }

    private String bodyKey(Message message) {
        return station.keys.body(Station.partition(message), message.id()).name();
    }

    private String ledgerKey(Message message) {
        return station.keys
                .ledger(Station.partition(message), message.profile())
                .name();
    }

    private String cooldownKey(Message message) {
        return station.keys
                .cooldown(Station.partition(message), message.profile(), message.trigger(), "")
                .name();
    }

    private String placesKey() {
        return station.keys.places(Identifier.email("jo@shop.example")).name();
    }

    private String consentKey() {
        return station.keys.consent(Identifier.email("jo@shop.example")).name();
    }
}
