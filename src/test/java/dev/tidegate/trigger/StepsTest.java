package dev.tidegate.trigger;

import static dev.tidegate.trigger.Samples.NOON;
import static dev.tidegate.trigger.Samples.event;
import static dev.tidegate.trigger.Samples.noonPlus;
import static dev.tidegate.trigger.Samples.noonPlusMinutes;
import static dev.tidegate.trigger.Samples.properties;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.domain.Verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final String JO = "jo@shop.example";
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private static Samples.Sample welcome() {
        return new Samples.Sample("welcome")
                .on("customer_created")
                .unless("order_completed", null)
                .step(Duration.ofMinutes(5), null, "Welcome 1")
                .step(TWO_DAYS, "profile.orders_count == 0", "Welcome 2");
    }

    private static Stage stage(Samples.Sample sample) {
        Stage stage = new Stage(sample);
        stage.grant(JO);
        return stage;
    }

    private static Event created(Instant at) {
        return event("n1", "customer_created", JO, at, properties("plan", "free"));
    }

    private static Event order(String id, Instant at) {
        return event(id, "order_completed", JO, at, properties());
    }

    @Test
    void the_wait_of_a_step_counts_from_the_end_of_the_step_before() {
        Stage stage = stage(welcome());
        stage.receive(created(NOON));
        stage.fireAt(noonPlusMinutes(7));

        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING, Outcome.FIRED, Outcome.WAITING);
        assertThat(stage.lastVerdict().step()).isEqualTo(2);
        stage.fireAt(noonPlusMinutes(6).plus(TWO_DAYS));
        assertThat(stage.messages()).hasSize(1);
        stage.fireAt(noonPlusMinutes(7).plus(TWO_DAYS));
        assertThat(stage.messages()).extracting(Message::as).containsExactly("Welcome 1", "Welcome 2");
        assertThat(stage.messages())
                .extracting(Message::id)
                .containsExactly(
                        MessageId.of("welcome", 1, created(NOON).id(), "lab", 0),
                        MessageId.of("welcome", 2, created(NOON).id(), "lab", 0));
        assertThat(stage.messages().getLast().properties()).isEqualTo(properties("plan", "free"));
    }

    @Test
    void a_first_step_without_a_wait_goes_out_at_once_and_the_next_one_waits() {
        Stage stage = stage(new Samples.Sample("series")
                .on("customer_created")
                .step(Duration.ZERO, null, "Now")
                .step(TWO_DAYS, null, "Later"));
        stage.receive(created(NOON));

        assertThat(stage.messages()).extracting(Message::as).containsExactly("Now");
        stage.fireAt(noonPlus(TWO_DAYS));
        assertThat(stage.messages()).extracting(Message::as).containsExactly("Now", "Later");
        assertThat(stage.journey(JO)).isEqualTo(Journey.EMPTY);
    }

    @Test
    void an_unless_event_between_steps_ends_the_run() {
        Stage stage = stage(welcome());
        stage.receive(created(NOON));
        stage.fireAt(noonPlusMinutes(5));
        stage.receive(order("o1", noonPlus(Duration.ofDays(1))));

        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(stage.lastVerdict().step()).isEqualTo(2);
        stage.fireAt(noonPlus(Duration.ofDays(9)));
        assertThat(stage.messages()).hasSize(1);
    }

    @Test
    void a_step_whose_condition_is_false_is_skipped() {
        Stage stage = stage(new Samples.Sample("series")
                .on("customer_created")
                .step(Duration.ofMinutes(1), "profile.orders_count > 0", "Never")
                .step(Duration.ofMinutes(1), null, "Then"));
        stage.receive(created(NOON));
        stage.fireAt(noonPlusMinutes(1));
        stage.fireAt(noonPlusMinutes(2));

        assertThat(stage.outcomes())
                .containsExactly(Outcome.WAITING, Outcome.CONDITION_FALSE, Outcome.WAITING, Outcome.FIRED);
        assertThat(stage.messages()).extracting(Message::as).containsExactly("Then");
    }

    @Test
    void a_step_that_a_gate_stops_is_skipped() {
        Stage stage = new Stage(welcome());
        stage.receive(created(NOON));
        stage.fireAt(noonPlusMinutes(5));
        stage.grant(JO);
        stage.fireAt(noonPlusMinutes(5).plus(TWO_DAYS));

        assertThat(stage.outcomes())
                .containsExactly(Outcome.WAITING, Outcome.NO_CONSENT, Outcome.WAITING, Outcome.FIRED);
        assertThat(stage.messages()).extracting(Message::as).containsExactly("Welcome 2");
    }

    @Test
    void the_verdict_tells_what_a_steps_own_condition_said() {
        Stage stage = stage(new Samples.Sample("series")
                .on("customer_created")
                .step(Duration.ZERO, "profile.orders_count == 0", "Welcome"));
        stage.receive(created(NOON));

        assertThat(stage.lastVerdict().gates()).contains(new Verdict.Gate("if", true, "`if` is true"));
    }

    @Test
    void a_step_that_was_removed_since_ends_its_run() {
        Stage stage = stage(welcome());
        stage.receive(created(NOON));
        stage.fireAt(noonPlusMinutes(5));
        stage.reload(
                new Samples.Sample("welcome").on("customer_created").step(Duration.ofMinutes(5), null, "Welcome 1"));
        stage.fireAt(noonPlusMinutes(5).plus(TWO_DAYS));

        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.DISABLED);
        assertThat(stage.lastVerdict().reason()).isEqualTo("the step was removed");
        assertThat(stage.messages()).extracting(Message::as).containsExactly("Welcome 1");
        assertThat(stage.journey(JO).runs()).noneMatch(Run::waiting);
    }

    @Test
    void a_cooldown_never_blocks_the_later_steps_of_its_own_run() {
        Stage stage = stage(welcome().cooldown(Duration.ofDays(30)));
        stage.receive(created(NOON));
        stage.fireAt(noonPlusMinutes(5));
        stage.receive(event("n2", "customer_created", JO, noonPlusMinutes(10), properties("plan", "paid")));
        stage.fireAt(noonPlusMinutes(10).plus(TWO_DAYS));

        assertThat(stage.messages()).extracting(Message::as).containsExactly("Welcome 1", "Welcome 2");
        assertThat(stage.messages().getLast().properties()).isEqualTo(properties("plan", "paid"));
    }

    @Test
    void an_order_long_before_a_late_step_is_remembered_until_then() {
        Stage stage = stage(new Samples.Sample("series")
                .on("customer_created")
                .unless("order_completed", null)
                .messageClass(MessageClass.TRANSACTIONAL)
                .step(TWO_DAYS, null, "One")
                .step(TWO_DAYS, null, "Two"));
        stage.receive(order("o1", noonPlus(Duration.ofDays(1))));
        stage.receive(event("n1", "customer_created", JO, NOON, noonPlus(Duration.ofDays(3)), properties()));

        assertThat(stage.outcomes()).containsExactly(Outcome.CANCELLED);
    }
}
