package dev.tidegate.trigger;

import static dev.tidegate.trigger.Samples.NOON;
import static dev.tidegate.trigger.Samples.cart;
import static dev.tidegate.trigger.Samples.event;
import static dev.tidegate.trigger.Samples.noonPlusMinutes;
import static dev.tidegate.trigger.Samples.properties;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Verdict;
import dev.tidegate.domain.Verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancellingTest {
    private static final String JO = "jo@shop.example";
    private static final String WORK = "jo@work.example";
    private static final Instant DUE = noonPlusMinutes(30);

    private final Stage stage = new Stage(cart());

    @BeforeEach
    void everybodyAgreed() {
        stage.grant(JO);
        stage.grant(WORK);
    }

    @Test
    void an_order_a_millisecond_before_the_message_is_due_cancels_it() {
        stage.receive(checkout("c1", NOON, "t1"));
        stage.receive(order("o1", JO, DUE.minusMillis(1), "t1"));
        stage.fireAt(DUE);
        assertThat(stage.messages()).isEmpty();
        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING, Outcome.CANCELLED);
    }

    @Test
    void an_order_before_the_checkout_event_cancels_it_by_its_token() {
        stage.receive(order("o1", JO, noonPlusMinutes(-10), "t1"));
        stage.receive(checkout("c1", NOON, "t1"));
        assertThat(stage.outcomes()).containsExactly(Outcome.CANCELLED);
        assertThat(stage.journey(JO).runs()).isEmpty();
    }

    @Test
    void an_order_under_another_address_cancels_by_its_token() {
        stage.receive(checkout("c1", NOON, "t1"));
        stage.receive(order("o1", WORK, noonPlusMinutes(10), "t1"));
        stage.fireAt(DUE);
        assertThat(stage.messages()).isEmpty();
        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING, Outcome.CANCELLED);
    }

    @Test
    void an_order_under_another_address_that_comes_first_cancels_by_its_token() {
        stage.receive(order("o1", WORK, noonPlusMinutes(-10), "t1"));
        stage.receive(checkout("c1", NOON, "t1"));
        assertThat(stage.outcomes()).containsExactly(Outcome.CANCELLED);
    }

    @Test
    void of_two_baskets_the_one_that_was_bought_is_cancelled() {
        Event bought = checkout("c1", NOON, "t1");
        Event left = checkout("c2", NOON, "t2");
        stage.receive(bought);
        stage.receive(left);
        stage.receive(order("o1", JO, noonPlusMinutes(10), "t1"));
        stage.fireAt(DUE);
        assertThat(stage.messages()).extracting(Message::event).containsExactly(left);
    }

    @Test
    void the_same_order_told_twice_cancels_once() {
        stage.receive(checkout("c1", NOON, "t1"));
        stage.receive(order("o1", JO, noonPlusMinutes(10), "t1"));
        stage.receive(order("o1-again", JO, noonPlusMinutes(11), "t1"));
        stage.fireAt(DUE);
        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING, Outcome.CANCELLED);
    }

    @Test
    void an_order_without_a_token_cancels_the_same_customers_earlier_checkout() {
        stage.receive(checkout("c1", NOON, "t1"));
        stage.receive(event("o1", "order_completed", JO, noonPlusMinutes(10), properties()));
        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING, Outcome.CANCELLED);
    }

    @Test
    void an_order_without_a_token_of_the_same_moment_cancels() {
        stage.receive(checkout("c1", NOON, "t1"));
        stage.receive(event("o1", "order_completed", JO, NOON, properties()));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void an_order_without_a_token_does_not_cancel_a_checkout_that_occurred_after_it() {
        stage.receive(event("o1", "order_completed", JO, noonPlusMinutes(-10), properties()));
        stage.receive(checkout("c1", NOON, "t1"));
        stage.fireAt(DUE);
        assertThat(stage.messages()).hasSize(1);
    }

    @Test
    void an_order_without_a_token_cancels_by_when_it_occurred_and_not_by_when_it_arrived() {
        stage.receive(event("o1", "order_completed", JO, noonPlusMinutes(-5), NOON, properties()));
        stage.receive(event(
                "c1",
                "checkout_started",
                JO,
                noonPlusMinutes(-10),
                noonPlusMinutes(1),
                properties("checkout_token", "t1")));
        assertThat(stage.outcomes()).containsExactly(Outcome.CANCELLED);

        stage.receive(event("c2", "checkout_started", JO, noonPlusMinutes(2), properties("checkout_token", "t2")));
        stage.receive(event("o2", "order_completed", JO, noonPlusMinutes(1), noonPlusMinutes(3), properties()));
        stage.fireAt(noonPlusMinutes(40));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.FIRED);
    }

    @Test
    void an_order_without_a_token_says_nothing_about_another_customer() {
        stage.receive(checkout("c1", NOON, "t1"));
        stage.receive(event("o1", "order_completed", WORK, noonPlusMinutes(10), properties()));
        stage.fireAt(DUE);
        assertThat(stage.messages()).hasSize(1);
    }

    @Test
    void one_equal_match_property_is_enough_and_only_unequal_ones_are_none() {
        Stage two = new Stage(cart().match("checkout_token", "cart_token"));
        two.grant(JO);
        two.receive(event("c1", "checkout_started", JO, NOON, properties("checkout_token", "t1", "cart_token", "k1")));
        two.receive(event("o1", "order_completed", JO, NOON, properties("checkout_token", "t2", "cart_token", "k2")));
        assertThat(two.outcomes()).containsExactly(Outcome.WAITING);
        two.receive(event("o2", "order_completed", JO, NOON, properties("checkout_token", "t3", "cart_token", "k1")));
        assertThat(two.outcomes()).containsExactly(Outcome.WAITING, Outcome.CANCELLED);
    }

    @Test
    void a_number_and_its_text_are_the_same_token() {
        stage.receive(event("c1", "checkout_started", JO, NOON, properties("checkout_token", 17L)));
        stage.receive(order("o1", WORK, noonPlusMinutes(10), "17"));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void a_condition_on_the_cancelling_event_decides_with_the_waiting_customers_profile() {
        Stage careful = new Stage(
                cart().unless("order_completed", "event.properties.value >= 10.0 && profile.email == '" + JO + "'"));
        careful.grant(JO);
        careful.receive(checkout("c1", NOON, "t1"));
        careful.receive(event("o1", "order_completed", WORK, NOON, properties("checkout_token", "t1", "value", 5L)));
        careful.receive(event("o2", "order_completed", WORK, NOON, properties("checkout_token", "t1")));
        assertThat(careful.outcomes()).containsExactly(Outcome.WAITING);
        careful.receive(event("o3", "order_completed", WORK, NOON, properties("checkout_token", "t1", "value", 15L)));
        assertThat(careful.outcomes()).containsExactly(Outcome.WAITING, Outcome.CANCELLED);
    }

    @Test
    void an_order_after_the_release_withdraws_the_message() {
        stage.receive(checkout("c1", NOON, "t1"));
        stage.fireAt(DUE);
        Message message = stage.messages().getFirst();
        stage.receive(order("o1", WORK, DUE.plusSeconds(1), "t1"));

        assertThat(stage.withdrawn()).containsOnlyKeys(message.id());
        assertThat(stage.withdrawn().values())
                .extracting(Verdict::reason)
                .allMatch(reason -> reason.matches("cancelled by order_completed \\S+ with the same checkout_token"));
        assertThat(stage.journey(JO).runs()).isEmpty();
    }

    @Test
    void a_released_run_is_forgotten_when_its_message_can_no_longer_go_out() {
        stage.receive(checkout("c1", NOON, "t1"));
        stage.fireAt(DUE);
        Instant later = DUE.plus(Duration.ofHours(26));
        stage.receive(checkout("c2", later, "t2"));
        assertThat(stage.journey(JO).runs()).extracting(Run::waiting).containsExactly(true);
    }

    @Test
    void a_journey_is_needed_while_a_run_waits_and_until_the_last_thing_to_cancel_by_or_to_withdraw() {
        Decider decider =
                new Decider(new Triggers(List.of(cart().settings()), Policy.STANDARD, new TriggerExpressions()));
        stage.receive(order("o1", JO, NOON, "t9"));
        assertThat(decider.forgetAt(stage.journey(JO))).isEqualTo(NOON.plus(Duration.ofDays(1)));
        stage.receive(checkout("c1", NOON, "t1"));
        assertThat(decider.forgetAt(stage.journey(JO))).isNull();
        stage.fireAt(DUE);
        assertThat(decider.forgetAt(stage.journey(JO))).isEqualTo(DUE.plus(Duration.ofHours(25)));
    }

    @Test
    void what_is_released_late_can_be_withdrawn_as_long_after_it() {
        stage.receive(checkout("c1", NOON, "t1"));
        stage.fireAt(DUE.plus(Duration.ofHours(2)));
        assertThat(stage.journey(JO).runs())
                .singleElement()
                .satisfies(run -> assertThat(run.forgetAt()).isEqualTo(DUE.plus(Duration.ofHours(2 + 25))));
    }

    @Test
    void a_run_is_found_by_its_tokens_until_its_last_message_can_no_longer_be_withdrawn() {
        assertThat(foundUntil(cart())).isEqualTo(DUE.plus(Duration.ofHours(25)));
        assertThat(foundUntil(cart().expires(Duration.ofHours(6)))).isEqualTo(DUE.plus(Duration.ofHours(7)));
        assertThat(foundUntil(cart().step(Duration.ofMinutes(30), null, "One").step(Duration.ofDays(2), null, "Two")))
                .isEqualTo(DUE.plus(Duration.ofDays(2)).plus(Duration.ofHours(25)));
    }

    private static Instant foundUntil(Samples.Sample sample) {
        return new Decider(new Triggers(List.of(sample.settings()), Policy.STANDARD, new TriggerExpressions()))
                .considerEvent(checkout("c1", NOON, "t1"), new Stage().profile(JO), Journey.EMPTY, NOON)
                .needs()
                .registrations()
                .getFirst()
                .forgetAt();
    }

    @Test
    void a_message_sent_at_once_is_not_sent_when_the_order_came_first() {
        Stage at_once = new Stage(cart().waiting(Duration.ZERO));
        at_once.grant(JO);
        at_once.receive(order("o1", WORK, NOON, "t1"));
        at_once.receive(checkout("c1", NOON, "t1"));
        assertThat(at_once.outcomes()).containsExactly(Outcome.CANCELLED);
    }

    @Test
    void an_event_that_starts_a_run_does_not_cancel_it() {
        Stage upsell = new Stage(new Samples.Sample("upsell")
                .on("order_completed")
                .waiting(Duration.ofDays(3))
                .unless("order_completed", null));
        upsell.grant(JO);
        upsell.receive(order("o1", JO, NOON, "t1"));
        assertThat(upsell.outcomes()).containsExactly(Outcome.WAITING);
        upsell.receive(order("o2", JO, noonPlusMinutes(1), "t2"));
        assertThat(upsell.outcomes()).containsExactly(Outcome.WAITING, Outcome.CANCELLED, Outcome.WAITING);
    }

    @Test
    void the_verdict_tells_what_ties_the_event_to_the_run() {
        stage.receive(checkout("c1", NOON, "t1"));
        Event byToken = order("o1", JO, noonPlusMinutes(1), "t1");
        stage.receive(byToken);
        assertThat(stage.lastVerdict().reason())
                .isEqualTo("cancelled by order_completed " + byToken.id() + " with the same checkout_token");

        stage.receive(checkout("c2", noonPlusMinutes(2), "t2"));
        Event byCustomer = event("o2", "order_completed", JO, noonPlusMinutes(3), properties());
        stage.receive(byCustomer);
        assertThat(stage.lastVerdict().reason())
                .isEqualTo("cancelled by order_completed " + byCustomer.id()
                        + " of the same customer, not before the start");
    }

    @Test
    void a_run_that_is_due_asks_for_the_marks_of_its_tokens_if_anything_can_cancel_it() {
        assertThat(due(cart(), false).needs().marksOf()).containsExactly(new Token("checkout_token", "t1"));

        Samples.Sample uncancelled = new Samples.Sample("cart-abandoned").match("checkout_token");
        assertThat(due(uncancelled, false).needs().marksOf()).isEmpty();
    }

    @Test
    void the_verdict_tells_when_not_all_earlier_events_were_waited_for() {
        assertThat(unless(due(cart(), false))).isEqualTo("nothing that cancels was seen");
        assertThat(unless(due(cart(), true)))
                .isEqualTo("nothing that cancels was seen; not all events received before were waited for");
    }

    private static Considered due(Samples.Sample sample, boolean wentPastIntakes) {
        Event start = checkout("c1", NOON, "t1");
        Stage before = new Stage(sample.waiting(Duration.ofMinutes(30)));
        before.receive(start);
        Journey journey = before.journey(JO);
        return new Decider(new Triggers(List.of(sample.settings()), Policy.STANDARD, new TriggerExpressions()))
                .considerDue(journey.runs().getFirst(), start, before.profile(JO), journey, wentPastIntakes, DUE);
    }

    private static String unless(Considered due) {
        return due.decide(Facts.NONE).verdicts().getFirst().gates().stream()
                .filter(gate -> gate.gate().equals("unless"))
                .findFirst()
                .orElseThrow()
                .seen();
    }

    @Test
    void an_order_says_nothing_about_the_run_of_a_trigger_that_was_removed() {
        stage.receive(checkout("c1", NOON, "t1"));
        stage.reload(new Samples.Sample("other").unless("order_completed", null).match("checkout_token"));
        stage.receive(order("o1", WORK, noonPlusMinutes(10), "t1"));
        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING);
        assertThat(stage.journey(JO).runs()).hasSize(1);
    }

    @Test
    void many_cancelling_events_of_one_type_push_none_of_another_out() {
        Stage two = new Stage(cart(), new Samples.Sample("browse").unless("cart_updated", null));
        two.receive(event("u1", "cart_updated", JO, NOON, properties()));
        for (int i = 1; i <= Journey.RECENT_LIMIT + 1; i++) {
            two.receive(order("o" + i, JO, noonPlusMinutes(i), "t" + i));
        }
        assertThat(two.journey(JO).recent())
                .extracting(CancelEvent::occurredAt)
                .startsWith(NOON, noonPlusMinutes(2))
                .hasSize(1 + Journey.RECENT_LIMIT);
    }

    @Test
    void a_bounded_number_of_released_runs_of_each_trigger_is_remembered() {
        Stage two =
                new Stage(cart(), new Samples.Sample("browse").on("page_viewed").unless("order_completed", null));
        two.grant(JO);
        two.receive(event("p1", "page_viewed", JO, NOON, properties()));
        for (int i = 0; i <= Journey.RELEASED_LIMIT; i++) {
            two.receive(checkout("c" + i, noonPlusMinutes(i), "t" + i));
            two.fire();
        }
        two.fireAt(noonPlusMinutes(90));

        assertThat(two.journey(JO).runs())
                .extracting(run -> run.event())
                .startsWith(EventId.of("shop", "p1"), EventId.of("shop", "c1"))
                .hasSize(1 + Journey.RELEASED_LIMIT);
    }

    @Test
    void a_bounded_number_of_cancelling_events_is_remembered() {
        for (int i = 0; i < 20; i++) {
            stage.receive(order("o" + i, JO, noonPlusMinutes(i), "t" + i));
        }
        assertThat(stage.journey(JO).recent()).hasSize(Journey.RECENT_LIMIT);
        stage.receive(order("o99", JO, noonPlusMinutes(60 * 30), "t99"));
        assertThat(stage.journey(JO).recent()).hasSize(1);
    }

    private static Event checkout(String id, Instant at, String token) {
        return event(id, "checkout_started", JO, at, properties("checkout_token", token));
    }

    private static Event order(String id, String email, Instant at, String token) {
        return event(id, "order_completed", email, at, properties("checkout_token", token));
    }
}
