package dev.tidegate.trigger;

import static dev.tidegate.trigger.Samples.NOON;
import static dev.tidegate.trigger.Samples.cart;
import static dev.tidegate.trigger.Samples.event;
import static dev.tidegate.trigger.Samples.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.domain.Event;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TriggersTest {
    private static final TriggerExpressions EXPRESSIONS = new TriggerExpressions();

    private static Triggers triggers(Samples.Sample... samples) {
        return new Triggers(Stream.of(samples).map(Samples.Sample::settings).toList(), Policy.STANDARD, EXPRESSIONS);
    }

    @Test
    void looks_at_what_starts_and_at_what_cancels() {
        Triggers triggers = triggers(cart());
        assertThat(triggers.looksAt("checkout_started")).isTrue();
        assertThat(triggers.looksAt("order_completed")).isTrue();
        assertThat(triggers.looksAt("page_viewed")).isFalse();
        assertThat(triggers.isCancelType("order_completed")).isTrue();
        assertThat(triggers.isCancelType("checkout_started")).isFalse();
    }

    @Test
    void any_activity_looks_at_every_type_but_what_became_of_mails_and_changes_of_data() {
        Triggers triggers = triggers(new Samples.Sample("win-back").on("*"));
        assertThat(triggers.looksAt("page_viewed")).isTrue();
        assertThat(triggers.looksAt("email_opened")).isFalse();
        assertThat(triggers.looksAt("customer_updated")).isFalse();
    }

    @Test
    void a_type_named_beside_any_activity_sets_off_the_trigger_once_and_in_order() {
        Triggers triggers =
                triggers(new Samples.Sample("a").on("*"), cart(), new Samples.Sample("b").on("*", "checkout_started"));
        assertThat(triggers.on("checkout_started"))
                .extracting(Trigger::name)
                .containsExactly("a", "cart-abandoned", "b");
        assertThat(triggers.on("email_opened")).isEmpty();
    }

    @Test
    void the_tokens_of_a_cancelling_event_are_the_match_properties_of_all_triggers_it_can_cancel() {
        Triggers triggers = triggers(
                cart(), new Samples.Sample("b").unless("order_completed", null).match("cart_token", "order_id"));
        Event order = event(
                "o1", "order_completed", "jo@shop.example", NOON, properties("checkout_token", "t1", "order_id", 7L));
        assertThat(triggers.cancelEvent(order))
                .extracting(CancelEvent::tokens)
                .isEqualTo(Set.of(new Token("checkout_token", "t1"), new Token("order_id", "7")));
    }

    @Test
    void the_whole_event_is_remembered_only_where_a_condition_will_ask_for_it() {
        Event order = event("o1", "order_completed", "jo@shop.example", NOON, properties());
        Samples.Sample conditional = new Samples.Sample("b").unless("order_completed", "event.properties.value > 1");
        assertThat(triggers(cart()).cancelEvent(order))
                .extracting(CancelEvent::whole)
                .isNull();
        assertThat(triggers(cart(), conditional).cancelEvent(order))
                .extracting(CancelEvent::whole)
                .isEqualTo(order);
    }

    @Test
    void marks_live_as_long_as_the_longest_wait_that_uses_them_and_a_day_at_least() {
        assertThat(triggers(cart()).markLifetime()).isEqualTo(Duration.ofDays(1));
        assertThat(triggers(
                                cart().waiting(Duration.ofDays(3)),
                                new Samples.Sample("b").waiting(Duration.ofDays(9)),
                                new Samples.Sample("c")
                                        .waiting(Duration.ofDays(20))
                                        .unless("order_completed", null))
                        .markLifetime())
                .isEqualTo(Duration.ofDays(3));
    }

    @Test
    void a_customers_own_events_are_remembered_as_long_as_any_run_they_can_cancel_may_wait() {
        assertThat(triggers(cart()).recentLifetime()).isEqualTo(Duration.ofDays(1));
        assertThat(triggers(
                                cart().waiting(Duration.ofDays(3)),
                                new Samples.Sample("b").waiting(Duration.ofDays(9)),
                                new Samples.Sample("c")
                                        .waiting(Duration.ofDays(5))
                                        .unless("order_completed", null))
                        .recentLifetime())
                .isEqualTo(Duration.ofDays(5));
    }

    @Test
    void a_trigger_is_known_by_its_name_whatever_its_mode() {
        TriggerSettings off = cart().mode(TriggerSettings.Mode.OFF).settings();
        Triggers triggers = new Triggers(List.of(off), Policy.STANDARD, EXPRESSIONS);
        assertThat(triggers.named("cart-abandoned")).isEqualTo(off);
        assertThat(triggers.named("welcome")).isNull();
    }

    @Test
    void a_cooldown_began_as_long_before_its_end_as_its_trigger_says() {
        Triggers triggers = triggers(cart().cooldown(Duration.ofDays(1)), new Samples.Sample("b"));
        CooldownKey key = new CooldownKey("cart-abandoned", "");
        assertThat(triggers.startedBy(NOON, key, NOON.plus(Duration.ofDays(1)))).isTrue();
        assertThat(triggers.startedBy(NOON, key, NOON.plus(Duration.ofDays(1)).plusMillis(1)))
                .isFalse();
    }

    @Test
    void a_cooldown_whose_length_is_no_longer_known_may_have_begun_at_any_time() {
        Triggers triggers = triggers(new Samples.Sample("without"));
        for (String name : List.of("without", "removed")) {
            assertThat(triggers.startedBy(NOON, new CooldownKey(name, ""), NOON.plus(Duration.ofDays(9))))
                    .isTrue();
        }
    }

    @Test
    void two_triggers_of_one_name_are_refused() {
        assertThatThrownBy(() -> triggers(cart(), cart())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_run_key_reads_its_own_text() {
        RunKey key = new RunKey("a/strange/name", "digest_-");
        assertThat(RunKey.parse(key.text())).isEqualTo(key);
    }
}
