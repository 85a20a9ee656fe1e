package dev.tidegate.trigger;

import static dev.tidegate.trigger.Samples.NOON;
import static dev.tidegate.trigger.Samples.cart;
import static dev.tidegate.trigger.Samples.event;
import static dev.tidegate.trigger.Samples.noonPlusMinutes;
import static dev.tidegate.trigger.Samples.properties;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.domain.Verdict.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final String JO = "jo@shop.example";

    private static Event checkout(String id, Instant at, String token) {
        return event(id, "checkout_started", JO, at, properties("checkout_token", token));
    }

    private static Stage stage(Samples.Sample... samples) {
        Stage stage = new Stage(samples);
        stage.grant(JO);
        return stage;
    }

    // ---- starting and waiting ---------------------------------------------------------------------------------------

    @Test
    void sends_at_once_without_a_wait() {
        Stage stage = stage(new Samples.Sample("receipt").on("order_completed"));
        Event order = event("o1", "order_completed", JO, NOON, properties("order_id", 7L));
        stage.receive(order);

        assertThat(stage.outcomes()).containsExactly(Outcome.FIRED);
        Message message = stage.messages().getFirst();
        assertThat(message.id()).isEqualTo(MessageId.of("receipt", 1, order.id(), "lab", 0));
        assertThat(message.properties()).isEqualTo(Map.of("order_id", 7L));
        assertThat(message.dueAt()).isEqualTo(NOON);
        assertThat(message.recipient().email()).isEqualTo(JO);
        assertThat(stage.journey(JO)).isEqualTo(Journey.EMPTY);
    }

    @Test
    void waits_from_the_time_the_event_was_received() {
        Stage stage = stage(cart());
        stage.receive(
                event("c1", "checkout_started", JO, noonPlusMinutes(-90), NOON, properties("checkout_token", "t1")));

        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING);
        assertThat(stage.journey(JO).runs().getFirst().dueAt()).isEqualTo(noonPlusMinutes(30));

        stage.fireAt(noonPlusMinutes(29));
        assertThat(stage.messages()).isEmpty();
        stage.fireAt(noonPlusMinutes(30));
        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING, Outcome.FIRED);
    }

    @Test
    void a_false_condition_starts_nothing() {
        Stage stage = stage(cart().when("event.properties.value >= 20.0"));
        stage.receive(event("c1", "checkout_started", JO, NOON, properties("value", new BigDecimal("19.99"))));

        assertThat(stage.outcomes()).containsExactly(Outcome.CONDITION_FALSE);
        assertThat(stage.journey(JO)).isEqualTo(Journey.EMPTY);
    }

    @Test
    void a_condition_that_cannot_be_computed_is_an_error_and_starts_nothing() {
        Stage stage = stage(cart().when("event.properties.value >= 20.0"));
        stage.receive(event("c1", "checkout_started", JO, NOON, properties()));

        assertThat(stage.outcomes()).containsExactly(Outcome.ERROR);
        assertThat(stage.lastVerdict().reason()).isEqualTo("`if` 'value' is missing (at character 17)");
    }

    @Test
    void a_condition_sees_the_profile_with_the_event_in_it() {
        Stage stage =
                stage(new Samples.Sample("first-order").on("order_completed").when("profile.orders_count == 1"));
        stage.receive(event("o1", "order_completed", JO, NOON, properties()));
        stage.receive(event("o2", "order_completed", JO, NOON, properties()));

        assertThat(stage.outcomes()).containsExactly(Outcome.FIRED, Outcome.CONDITION_FALSE);
    }

    @Test
    void any_activity_is_what_a_customer_does_only() {
        Stage stage = stage(new Samples.Sample("win-back").on("*").waiting(Duration.ofDays(60)));
        for (String type : List.of("email_opened", "consent_updated", "customer_updated")) {
            stage.receive(event(type, type, JO, NOON, properties()));
        }
        assertThat(stage.verdicts()).isEmpty();

        stage.receive(event("p1", "page_viewed", JO, NOON, properties()));
        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING);
    }

    @Test
    void a_trigger_that_is_off_does_nothing() {
        Stage stage = stage(cart().mode(TriggerSettings.Mode.OFF));
        stage.receive(checkout("c1", NOON, "t1"));
        assertThat(stage.verdicts()).isEmpty();
    }

    @Test
    void more_baskets_than_any_customer_has_start_no_more_runs() {
        Stage stage = stage(cart());
        for (int i = 0; i <= Journey.WAITING_LIMIT; i++) {
            stage.receive(checkout("c" + i, NOON, "t" + i));
        }
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.ERROR);
        assertThat(stage.journey(JO).runs()).hasSize(Journey.WAITING_LIMIT);
    }

    // ---- repeats ----------------------------------------------------------------------------------------------------

    @Test
    void a_repeat_starts_the_wait_anew_with_the_newest_data() {
        Stage stage = stage(cart());
        stage.receive(checkout("c1", NOON, "t1"));
        Event second = checkout("c2", noonPlusMinutes(10), "t1");
        stage.receive(second);

        stage.fireAt(noonPlusMinutes(39));
        assertThat(stage.messages()).isEmpty();
        stage.fireAt(noonPlusMinutes(40));
        assertThat(stage.messages()).extracting(Message::event).containsExactly(second);
        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING, Outcome.FIRED);
    }

    @Test
    void a_repeat_that_occurred_earlier_starts_the_wait_anew_and_keeps_the_newest_data() {
        Stage stage = stage(cart());
        Event newest = checkout("c2", NOON, "t1");
        stage.receive(newest);
        stage.receive(event(
                "c1",
                "checkout_started",
                JO,
                noonPlusMinutes(-5),
                noonPlusMinutes(10),
                properties("checkout_token", "t1")));

        stage.fireAt(noonPlusMinutes(39));
        assertThat(stage.messages()).isEmpty();
        stage.fireAt(noonPlusMinutes(40));
        assertThat(stage.messages()).extracting(Message::event).containsExactly(newest);
    }

    @Test
    void a_repeat_that_was_received_earlier_does_not_shorten_the_wait() {
        Stage stage = stage(cart());
        stage.receive(checkout("c2", noonPlusMinutes(10), "t1"));
        stage.receive(checkout("c1", NOON, "t1"));
        assertThat(stage.journey(JO).runs().getFirst().dueAt()).isEqualTo(noonPlusMinutes(40));
    }

    @Test
    void a_timer_of_a_run_that_started_anew_since_decides_nothing() {
        Stage stage = stage(cart());
        Event first = checkout("c1", NOON, "t1");
        stage.receive(first);
        Run before = stage.journey(JO).runs().getFirst();
        stage.receive(checkout("c2", noonPlusMinutes(10), "t1"));
        Journey journey = stage.journey(JO);
        Considered late = new Decider(
                        new Triggers(List.of(cart().settings()), Policy.STANDARD, new TriggerExpressions()))
                .considerDue(before, first, stage.profile(JO), journey, false, noonPlusMinutes(30));
        assertThat(late.decide(Facts.NONE)).isEqualTo(Decision.nothing(journey));
    }

    @Test
    void keep_ignores_a_repeat() {
        Stage stage = stage(cart().onRepeat(TriggerSettings.OnRepeat.KEEP));
        Event first = checkout("c1", NOON, "t1");
        stage.receive(first);
        stage.receive(checkout("c2", noonPlusMinutes(10), "t1"));
        stage.fireAt(noonPlusMinutes(30));

        assertThat(stage.messages()).extracting(Message::event).containsExactly(first);
        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING, Outcome.FIRED);
    }

    @Test
    void another_basket_is_another_run() {
        Stage stage = stage(cart());
        stage.receive(checkout("c1", NOON, "t1"));
        stage.receive(checkout("c2", noonPlusMinutes(10), "t2"));
        stage.fireAt(noonPlusMinutes(40));
        assertThat(stage.messages()).hasSize(2);
    }

    // ---- gates ------------------------------------------------------------------------------------------------------

    @Test
    void marketing_needs_a_grant() {
        Stage stage = new Stage(cart());
        stage.receive(checkout("c1", NOON, "t1"));
        stage.fireAt(noonPlusMinutes(30));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.NO_CONSENT);
        assertThat(stage.lastVerdict().reason()).isEqualTo("no consent is known for email");

        stage.consent(JO, ConsentState.DENIED);
        stage.receive(checkout("c2", noonPlusMinutes(31), "t2"));
        stage.fireAt(noonPlusMinutes(61));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.NO_CONSENT);
        assertThat(stage.messages()).isEmpty();
    }

    @Test
    void a_transactional_message_needs_no_grant_but_nothing_goes_to_a_suppressed_address() {
        Stage stage = new Stage(cart().messageClass(MessageClass.TRANSACTIONAL));
        stage.receive(checkout("c1", NOON, "t1"));
        stage.fireAt(noonPlusMinutes(30));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.FIRED);

        stage.suppress(JO, "hard bounce");
        stage.receive(checkout("c2", noonPlusMinutes(31), "t2"));
        stage.fireAt(noonPlusMinutes(61));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.SUPPRESSED);
    }

    @Test
    void a_customer_without_an_address_on_the_channel_gets_nothing() {
        Stage stage = stage(cart().channel(Channel.SMS));
        stage.receive(checkout("c1", NOON, "t1"));
        stage.fireAt(noonPlusMinutes(30));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.NO_ADDRESS);
    }

    @Test
    void a_message_that_is_looked_at_too_late_is_stale() {
        Stage stage = stage(cart().expires(Duration.ofHours(6)));
        stage.receive(checkout("c1", NOON, "t1"));
        stage.fireAt(noonPlusMinutes(30).plus(Duration.ofHours(6)).plusMillis(1));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.STALE);

        Instant second = Instant.parse("2026-11-25T12:00:00Z");
        stage.receive(checkout("c2", second, "t2"));
        stage.fireAt(second.plus(Duration.ofMinutes(30)).plus(Duration.ofHours(6)));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.FIRED);
        assertThat(stage.messages().getFirst().expiresAt())
                .isEqualTo(second.plus(Duration.ofMinutes(30)).plus(Duration.ofHours(6)));
    }

    @Test
    void a_second_message_within_the_cooldown_is_not_sent_and_the_verdict_says_from_when_it_could_be() {
        Stage stage = stage(cart().cooldown(Duration.ofHours(24)));
        stage.receive(checkout("c1", NOON, "t1"));
        stage.fireAt(noonPlusMinutes(30));
        Instant eligible = noonPlusMinutes(30).plus(Duration.ofHours(24));
        assertThat(stage.lastVerdict().eligibleAt()).isEqualTo(eligible);

        stage.receive(checkout("c2", noonPlusMinutes(60), "t2"));
        stage.fireAt(noonPlusMinutes(90));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.COOLDOWN);
        assertThat(stage.lastVerdict().eligibleAt()).isEqualTo(eligible);

        stage.receive(checkout("c3", eligible.minus(Duration.ofMinutes(30)), "t3"));
        stage.fireAt(eligible);
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.FIRED);
    }

    @Test
    void a_cooldown_counts_per_the_values_it_names() {
        Stage stage = stage(cart().cooldown(Duration.ofHours(24), "properties.checkout_token"));
        stage.receive(checkout("c1", NOON, "t1"));
        stage.receive(checkout("c2", NOON, "t2"));
        stage.fireAt(noonPlusMinutes(30));
        assertThat(stage.messages()).hasSize(2);

        stage.receive(checkout("c3", noonPlusMinutes(40), "t1"));
        stage.fireAt(noonPlusMinutes(70));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.COOLDOWN);
    }

    @Test
    void a_cooldown_that_was_given_back_stops_nothing() {
        Stage stage = stage(cart().cooldown(Duration.ofHours(24)));
        Event first = checkout("c1", NOON, "t1");
        stage.receive(first);
        stage.fireAt(noonPlusMinutes(30));
        stage.giveBackCooldown(JO, first);
        stage.receive(checkout("c2", noonPlusMinutes(60), "t2"));
        stage.fireAt(noonPlusMinutes(90));
        assertThat(stage.messages()).hasSize(2);
    }

    @Test
    void shadow_decides_and_records_everything_and_sends_nothing() {
        Stage stage = stage(cart().mode(TriggerSettings.Mode.SHADOW).cooldown(Duration.ofHours(24)));
        stage.receive(checkout("c1", NOON, "t1"));
        stage.receive(checkout("c2", noonPlusMinutes(5), "t2"));
        stage.fireAt(noonPlusMinutes(35));

        assertThat(stage.outcomes())
                .containsExactly(Outcome.WAITING, Outcome.WAITING, Outcome.SHADOW, Outcome.COOLDOWN);
        assertThat(stage.messages()).isEmpty();
        assertThat(stage.journey(JO)).isEqualTo(Journey.EMPTY);
    }

    @Test
    void the_verdict_tells_whether_the_trigger_is_live() {
        Stage live = stage(new Samples.Sample("mail"));
        live.receive(checkout("c1", NOON, "t1"));
        assertThat(live.lastVerdict().gates()).startsWith(new Verdict.Gate("disabled", true, "the trigger is live"));

        Stage shadow = stage(new Samples.Sample("mail").mode(TriggerSettings.Mode.SHADOW));
        shadow.receive(checkout("c1", NOON, "t1"));
        assertThat(shadow.lastVerdict().gates())
                .startsWith(new Verdict.Gate("disabled", true, "the trigger's mode is shadow"));
    }

    @Test
    void the_verdict_tells_each_gate_in_order_and_no_address() {
        Stage stage = stage(cart().cooldown(Duration.ofHours(1)).expires(Duration.ofHours(6)));
        stage.receive(checkout("c1", NOON, "t1"));
        stage.fireAt(noonPlusMinutes(30));
        assertThat(stage.lastVerdict().gates())
                .extracting(Verdict.Gate::gate)
                .containsExactly("disabled", "unless", "stale", "no_address", "suppressed", "no_consent", "cooldown");
        assertThat(stage.verdicts().toString()).doesNotContain("@");
    }

    // ---- reload -----------------------------------------------------------------------------------------------------

    @Test
    void a_waiting_run_uses_the_definition_in_force_when_it_is_due() {
        Stage stage = stage(cart());
        stage.receive(checkout("c1", NOON, "t1"));
        stage.reload(cart().send(new TriggerSettings.Send("klaviyo", "New Name", null)));
        stage.fireAt(noonPlusMinutes(30));
        assertThat(stage.messages()).extracting(Message::as).containsExactly("New Name");
    }

    @Test
    void a_removed_trigger_or_one_switched_off_ends_its_runs() {
        Stage stage = stage(cart());
        stage.receive(checkout("c1", NOON, "t1"));
        stage.reload(cart().mode(TriggerSettings.Mode.OFF));
        stage.fireAt(noonPlusMinutes(30));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.DISABLED);

        stage.reload(cart());
        stage.receive(checkout("c2", noonPlusMinutes(31), "t2"));
        stage.reload();
        stage.fireAt(noonPlusMinutes(61));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.DISABLED);
        assertThat(stage.journey(JO).runs()).isEmpty();
        assertThat(stage.messages()).isEmpty();
    }

    // ---- enabling and disabling -------------------------------------------------------------------------------------

    @Test
    void a_disabled_trigger_starts_nothing_and_ends_what_is_due() {
        Stage stage = stage(cart());
        stage.receive(checkout("c1", NOON, "t1"));
        stage.switched(Map.of("cart-abandoned", false));
        stage.receive(checkout("c2", noonPlusMinutes(1), "t2"));
        stage.fireAt(noonPlusMinutes(31));

        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING, Outcome.DISABLED);
        assertThat(stage.lastVerdict().reason()).isEqualTo("the operator has disabled the trigger");
        assertThat(stage.messages()).isEmpty();
    }

    @Test
    void a_trigger_that_is_enabled_in_time_goes_on_with_its_runs() {
        Stage stage = stage(cart());
        stage.receive(checkout("c1", NOON, "t1"));
        stage.switched(Map.of("cart-abandoned", false));
        stage.switched(Map.of("cart-abandoned", true));
        stage.fireAt(noonPlusMinutes(30));

        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.FIRED);
    }

    @Test
    void what_the_operator_says_stands_above_the_mode() {
        Stage off = stage(cart().mode(TriggerSettings.Mode.OFF));
        off.switched(Map.of("cart-abandoned", true));
        off.receive(checkout("c1", NOON, "t1"));
        assertThat(off.outcomes()).containsExactly(Outcome.WAITING);

        Stage shadow = stage(cart().mode(TriggerSettings.Mode.SHADOW));
        shadow.switched(Map.of("cart-abandoned", true));
        shadow.receive(checkout("c1", NOON, "t1"));
        shadow.fireAt(noonPlusMinutes(30));
        assertThat(shadow.lastVerdict().outcome()).isEqualTo(Outcome.SHADOW);
    }

    // ---- messages ---------------------------------------------------------------------------------------------------

    @Test
    void data_is_what_the_message_carries_and_what_cannot_be_computed_is_left_out_and_noted() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("value", "event.properties.value");
        data.put("first_item", "event.properties.products[0].name");
        data.put("coupon", "event.properties.coupon");
        data.put("orders", "profile.orders_count");
        data.put("when", "now");
        Stage stage = stage(new Samples.Sample("mail").send(new TriggerSettings.Send("lab", "Mail", data)));
        stage.receive(event(
                "c1",
                "checkout_started",
                JO,
                NOON,
                properties("value", new BigDecimal("129.90"), "products", List.of(Map.of("name", "Lamp")))));

        assertThat(stage.messages().getFirst().properties())
                .isEqualTo(Map.of(
                        "value",
                        new BigDecimal("129.90"),
                        "first_item",
                        "Lamp",
                        "orders",
                        0L,
                        "when",
                        "2026-11-24T12:00:00.000Z"));
        assertThat(stage.lastVerdict().reason())
                .isEqualTo("released to lab; left out of data: coupon ('coupon' is missing)");
    }

    @Test
    void each_destination_gets_a_message_of_its_own() {
        Stage stage = stage(new Samples.Sample("mail")
                .send(new TriggerSettings.Send("lab", "A", null), new TriggerSettings.Send("lab", "B", null)));
        stage.receive(checkout("c1", NOON, "t1"));
        assertThat(stage.messages())
                .extracting(Message::id)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(stage.lastVerdict().messages())
                .isEqualTo(stage.messages().stream().map(Message::id).toList());
    }
}
