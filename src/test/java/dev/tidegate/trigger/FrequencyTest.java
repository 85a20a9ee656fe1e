package dev.tidegate.trigger;

import static dev.tidegate.trigger.Samples.NOON;
import static dev.tidegate.trigger.Samples.event;
import static dev.tidegate.trigger.Samples.noonPlus;
import static dev.tidegate.trigger.Samples.noonPlusMinutes;
import static dev.tidegate.trigger.Samples.properties;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Verdict;
import dev.tidegate.domain.Verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrequencyTest {
    private static final String JO = "jo@shop.example";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Frequency.Cap ONE_A_DAY = new Frequency.Cap("daily", 1, DAY);
    private static final QuietHours NIGHT =
            new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0), null, ZoneOffset.UTC, QuietHours.Then.DEFER);
    private static final Instant NINE_PM = Instant.parse("2026-11-24T21:00:00Z");
    private static final Instant EIGHT_AM = Instant.parse("2026-11-25T08:00:00Z");

    private static Policy policy(QuietHours quietHours, Frequency.Cap... caps) {
        return new Policy(ConsentPolicy.OPT_IN, new Frequency(List.of(caps), quietHours));
    }

    private static Policy caps(Frequency.Cap... caps) {
        return new Policy(ConsentPolicy.OPT_IN, new Frequency(List.of(caps), null));
    }

    private static Stage stage(Policy policy, Samples.Sample... samples) {
        Stage stage = new Stage(policy, samples);
        stage.grant(JO);
        return stage;
    }

    private static Samples.Sample on(String type) {
        return new Samples.Sample("on-" + type).on(type);
    }

    private static Event event(String id, String type, Instant at) {
        return Samples.event(id, type, JO, at, properties());
    }

    // ---- caps -------------------------------------------------------------------------------------------------------

    @Test
    void a_message_beyond_the_cap_is_dropped_whatever_trigger_took_the_places() {
        Stage stage = stage(caps(ONE_A_DAY), on("page_viewed"), on("cart_updated"));
        stage.receive(event("1", "page_viewed", NOON));
        stage.receive(event("2", "cart_updated", noonPlusMinutes(1)));

        assertThat(stage.outcomes()).containsExactly(Outcome.FIRED, Outcome.CAPPED);
        assertThat(stage.lastVerdict().reason())
                .isEqualTo("cap daily has 1 of 1: messages "
                        + stage.messages().getFirst().id());
    }

    @Test
    void a_window_rolls() {
        Stage stage = stage(caps(ONE_A_DAY), on("page_viewed"));
        stage.receive(event("1", "page_viewed", NOON));
        stage.receive(event("2", "page_viewed", noonPlus(DAY).minusMillis(1)));
        stage.receive(event("3", "page_viewed", noonPlus(DAY)));

        assertThat(stage.outcomes()).containsExactly(Outcome.FIRED, Outcome.CAPPED, Outcome.FIRED);
    }

    @Test
    void a_message_needs_a_place_under_every_cap() {
        Stage stage = stage(
                caps(new Frequency.Cap("daily", 2, DAY), new Frequency.Cap("hourly", 1, Duration.ofHours(1))),
                on("page_viewed"));
        stage.receive(event("1", "page_viewed", NOON));
        stage.receive(event("2", "page_viewed", noonPlusMinutes(30)));
        stage.receive(event("3", "page_viewed", noonPlusMinutes(60)));
        stage.receive(event("4", "page_viewed", noonPlusMinutes(120)));

        assertThat(stage.outcomes()).containsExactly(Outcome.FIRED, Outcome.CAPPED, Outcome.FIRED, Outcome.CAPPED);
    }

    @Test
    void what_is_owed_to_the_customer_takes_no_place_and_needs_none() {
        Stage stage = stage(
                caps(ONE_A_DAY), on("order_completed").messageClass(MessageClass.TRANSACTIONAL), on("page_viewed"));
        stage.receive(event("1", "order_completed", NOON));
        stage.receive(event("2", "page_viewed", NOON));
        stage.receive(event("3", "order_completed", NOON));

        assertThat(stage.outcomes()).containsExactly(Outcome.FIRED, Outcome.FIRED, Outcome.FIRED);
    }

    @Test
    void a_shadow_trigger_takes_no_place() {
        Stage stage = stage(caps(ONE_A_DAY), on("page_viewed").mode(TriggerSettings.Mode.SHADOW), on("cart_updated"));
        stage.receive(event("1", "page_viewed", NOON));
        stage.receive(event("2", "cart_updated", NOON));
        stage.receive(event("3", "page_viewed", NOON));

        assertThat(stage.outcomes()).containsExactly(Outcome.SHADOW, Outcome.FIRED, Outcome.CAPPED);
    }

    @Test
    void a_higher_priority_takes_the_place_of_a_message_that_had_no_attempt() {
        Stage stage = stage(
                caps(ONE_A_DAY),
                on("page_viewed").priority(10),
                on("cart_updated").priority(90));
        stage.receive(event("1", "page_viewed", NOON));
        stage.receive(event("2", "cart_updated", noonPlusMinutes(1)));

        Message low = stage.messages().getFirst();
        assertThat(stage.outcomes()).containsExactly(Outcome.FIRED, Outcome.FIRED);
        assertThat(stage.places().displaced(JO, low.id())).isTrue();
        assertThat(gate(stage.lastVerdict(), "capped")).contains("took the place of " + low.id());
    }

    @Test
    void a_message_that_had_an_attempt_keeps_its_place() {
        Stage stage = stage(
                caps(ONE_A_DAY),
                on("page_viewed").priority(10),
                on("cart_updated").priority(90));
        stage.receive(event("1", "page_viewed", NOON));
        stage.places().attempted(JO, stage.messages().getFirst().id());
        stage.receive(event("2", "cart_updated", noonPlusMinutes(1)));

        assertThat(stage.outcomes()).containsExactly(Outcome.FIRED, Outcome.CAPPED);
    }

    @Test
    void of_two_triggers_of_one_event_the_higher_priority_gets_the_last_place() {
        Stage stage = stage(
                caps(ONE_A_DAY),
                new Samples.Sample("low").on("cart_updated").priority(10),
                new Samples.Sample("high").on("cart_updated").priority(20));
        stage.receive(event("1", "cart_updated", NOON));

        assertThat(stage.messages()).extracting(Message::trigger).containsExactly("high");
        assertThat(stage.outcomes()).containsExactly(Outcome.CAPPED, Outcome.FIRED);
    }

    @Test
    void a_shadow_trigger_sees_what_the_others_have_taken() {
        Stage stage = stage(
                caps(ONE_A_DAY),
                new Samples.Sample("trial").on("cart_updated").mode(TriggerSettings.Mode.SHADOW),
                new Samples.Sample("live").on("cart_updated"));
        stage.receive(event("1", "cart_updated", NOON));

        assertThat(stage.outcomes()).containsExactly(Outcome.CAPPED, Outcome.FIRED);
    }

    // ---- quiet hours ------------------------------------------------------------------------------------------------

    @Test
    void a_message_due_in_quiet_hours_waits_and_is_spread_out() {
        Stage stage = stage(policy(NIGHT), on("page_viewed"));
        stage.receive(event("1", "page_viewed", NINE_PM));

        assertThat(stage.outcomes()).containsExactly(Outcome.QUIET_HOURS);
        Instant due = stage.journey(JO).runs().getFirst().dueAt();
        assertThat(due).isBetween(EIGHT_AM, EIGHT_AM.plus(Duration.ofMinutes(15)));
        assertThat(stage.lastVerdict().eligibleAt()).isEqualTo(due);
        stage.fireAt(due);
        assertThat(stage.outcomes()).containsExactly(Outcome.QUIET_HOURS, Outcome.FIRED);
        assertThat(stage.messages().getFirst().dueAt()).isEqualTo(due);
    }

    @Test
    void everything_is_decided_anew_when_quiet_hours_are_over() {
        Stage stage = stage(policy(NIGHT), on("page_viewed"));
        stage.receive(event("1", "page_viewed", NINE_PM));
        stage.consent(JO, ConsentState.DENIED);
        stage.fireAt(EIGHT_AM.plus(DAY));

        assertThat(stage.outcomes()).containsExactly(Outcome.QUIET_HOURS, Outcome.NO_CONSENT);
    }

    @Test
    void a_purchase_cancels_what_waits_for_the_end_of_quiet_hours() {
        Stage stage =
                stage(policy(NIGHT, ONE_A_DAY), on("page_viewed").unless("order_completed", null), on("cart_updated"));
        stage.receive(event("1", "page_viewed", NINE_PM));
        stage.receive(event("2", "order_completed", NINE_PM.plusSeconds(1)));
        stage.receive(event("3", "cart_updated", EIGHT_AM));

        assertThat(stage.outcomes()).containsExactly(Outcome.QUIET_HOURS, Outcome.CANCELLED, Outcome.FIRED);
    }

    @Test
    void a_message_can_be_dropped_in_quiet_hours() {
        QuietHours drop = new QuietHours(NIGHT.from(), NIGHT.to(), null, ZoneOffset.UTC, QuietHours.Then.DROP);
        Stage stage = stage(policy(drop), on("page_viewed"));
        stage.receive(event("1", "page_viewed", NINE_PM));

        assertThat(stage.outcomes()).containsExactly(Outcome.QUIET_HOURS);
        assertThat(stage.lastVerdict().eligibleAt()).isEqualTo(EIGHT_AM);
        assertThat(stage.journey(JO)).isEqualTo(Journey.EMPTY);
    }

    @Test
    void a_place_is_taken_on_entering_quiet_hours() {
        Stage stage = stage(policy(NIGHT, ONE_A_DAY), on("page_viewed"), on("cart_updated"));
        stage.receive(event("1", "page_viewed", NINE_PM));
        stage.receive(event("2", "cart_updated", EIGHT_AM));

        assertThat(stage.outcomes()).containsExactly(Outcome.QUIET_HOURS, Outcome.CAPPED);
        stage.fireAt(EIGHT_AM.plus(Duration.ofHours(1)));
        assertThat(stage.lastVerdict().outcome()).isEqualTo(Outcome.FIRED);
    }

    @Test
    void a_higher_priority_takes_the_place_of_what_waits_in_quiet_hours() {
        Stage stage = stage(
                policy(NIGHT, ONE_A_DAY),
                on("page_viewed").priority(10),
                on("cart_updated").priority(90));
        stage.receive(event("1", "page_viewed", NINE_PM));
        stage.receive(event("2", "cart_updated", NINE_PM.plusSeconds(60)));
        stage.fireAt(EIGHT_AM.plus(Duration.ofHours(1)));

        assertThat(stage.messages()).extracting(Message::trigger).containsExactly("on-cart_updated");
        assertThat(stage.outcomes())
                .containsExactlyInAnyOrder(Outcome.QUIET_HOURS, Outcome.QUIET_HOURS, Outcome.CAPPED, Outcome.FIRED);
    }

    @Test
    void what_is_not_sent_after_quiet_hours_gives_its_place_back() {
        Stage stage = stage(policy(NIGHT, ONE_A_DAY), on("page_viewed"), on("cart_updated"));
        stage.receive(event("1", "page_viewed", NINE_PM));
        stage.consent(JO, ConsentState.DENIED);
        stage.fireAt(EIGHT_AM.plus(Duration.ofHours(1)));
        stage.grant(JO);
        stage.receive(event("2", "cart_updated", EIGHT_AM.plus(Duration.ofHours(2))));

        assertThat(stage.outcomes()).containsExactly(Outcome.QUIET_HOURS, Outcome.NO_CONSENT, Outcome.FIRED);
    }

    @Test
    void what_starts_anew_in_quiet_hours_gives_its_place_back_before_others_ask_for_theirs() {
        Stage stage = stage(
                policy(NIGHT, ONE_A_DAY),
                new Samples.Sample("cart").on("cart_updated", "page_viewed").waiting(Duration.ofMinutes(30)),
                on("page_viewed"));
        stage.receive(event("1", "cart_updated", NINE_PM));
        stage.fireAt(NINE_PM.plus(Duration.ofMinutes(30)));
        stage.receive(event("2", "page_viewed", NINE_PM.plus(Duration.ofMinutes(60))));

        assertThat(stage.outcomes()).containsExactly(Outcome.WAITING, Outcome.QUIET_HOURS, Outcome.QUIET_HOURS);
        assertThat(stage.lastVerdict().trigger()).isEqualTo("on-page_viewed");
    }

    @Test
    void deferral_moves_the_expiry_along() {
        Stage stage = stage(policy(NIGHT), on("page_viewed").expires(Duration.ofHours(1)));
        stage.receive(event("1", "page_viewed", NINE_PM));
        stage.fireAt(EIGHT_AM.plus(Duration.ofMinutes(59)));

        assertThat(stage.outcomes()).containsExactly(Outcome.QUIET_HOURS, Outcome.FIRED);
    }

    // ---- consent and holdout ----------------------------------------------------------------------------------------

    @Test
    void a_country_may_need_no_grant() {
        Stage stage = new Stage(
                new Policy(
                        new ConsentPolicy(ConsentPolicy.Rule.OPT_IN, Map.of("US", ConsentPolicy.Rule.OPT_OUT)),
                        Frequency.UNLIMITED),
                on("page_viewed"));
        stage.receive(Samples.event("0", "customer_created", "al@shop.example", NOON, properties("country", "US")));
        stage.receive(Samples.event("1", "page_viewed", "al@shop.example", NOON, properties()));
        stage.receive(Samples.event("2", "page_viewed", "bo@shop.example", NOON, properties()));
        stage.consent("al@shop.example", ConsentState.DENIED);
        stage.receive(Samples.event("3", "page_viewed", "al@shop.example", NOON, properties()));

        assertThat(stage.outcomes()).containsExactly(Outcome.FIRED, Outcome.NO_CONSENT, Outcome.NO_CONSENT);
    }

    @Test
    void consent_of_which_nothing_is_known_is_no_grant_and_no_objection() {
        Stage optIn = stage(Policy.STANDARD, on("page_viewed"));
        optIn.consent(JO, ConsentState.UNKNOWN);
        optIn.receive(event("1", "page_viewed", NOON));
        assertThat(optIn.outcomes()).containsExactly(Outcome.NO_CONSENT);
        assertThat(optIn.lastVerdict().reason()).isEqualTo("no consent is known for email");

        Stage optOut = stage(optOut(), on("page_viewed"));
        optOut.consent(JO, ConsentState.UNKNOWN);
        optOut.receive(event("1", "page_viewed", NOON));
        assertThat(optOut.outcomes()).containsExactly(Outcome.FIRED);
    }

    @Test
    void the_verdict_tells_the_consent_and_where_no_grant_is_needed_the_rule() {
        Stage optIn = stage(Policy.STANDARD, on("page_viewed"));
        optIn.receive(event("1", "page_viewed", NOON));
        assertThat(gate(optIn.lastVerdict(), "no_consent")).isEqualTo("granted since 2026-11-24T12:00:00.000Z");

        Stage optOut = stage(optOut(), on("page_viewed"));
        optOut.consent(JO, ConsentState.DENIED);
        optOut.receive(event("1", "page_viewed", NOON));
        assertThat(gate(optOut.lastVerdict(), "no_consent"))
                .isEqualTo("denied since 2026-11-24T12:00:00.000Z; the rule here is opt_out");
    }

    private static Policy optOut() {
        return new Policy(new ConsentPolicy(ConsentPolicy.Rule.OPT_OUT, Map.of()), Frequency.UNLIMITED);
    }

    @Test
    void the_verdict_of_the_holdout_says_from_when_the_customer_may_be_looked_at_again() {
        Samples.Sample all = on("page_viewed").holdout(TriggerSettings.WHOLE);
        Stage once = stage(Policy.STANDARD, all.cooldown(DAY));
        once.receive(event("1", "page_viewed", NOON));
        assertThat(once.lastVerdict().reason()).isEqualTo("among the 100 % that get nothing");
        assertThat(once.lastVerdict().eligibleAt()).isEqualTo(noonPlus(DAY));

        Stage always = stage(Policy.STANDARD, on("page_viewed").holdout(TriggerSettings.WHOLE));
        always.receive(event("1", "page_viewed", NOON));
        assertThat(always.lastVerdict().eligibleAt()).isNull();
    }

    @Test
    void the_verdict_tells_each_gate_in_order() {
        Stage stage = stage(policy(NIGHT, ONE_A_DAY), on("page_viewed").holdout(1));
        stage.receive(event("1", "page_viewed", NOON));

        assertThat(stage.lastVerdict().gates())
                .extracting(Verdict.Gate::gate)
                .containsExactly(
                        "disabled", "no_address", "suppressed", "no_consent", "quiet_hours", "capped", "holdout");
    }

    @Test
    void the_holdout_gets_nothing_takes_no_place_and_starts_the_cooldown() {
        Stage stage = stage(
                caps(ONE_A_DAY),
                on("page_viewed").holdout(TriggerSettings.WHOLE).cooldown(DAY),
                on("cart_updated"));
        stage.receive(event("1", "page_viewed", NOON));
        stage.receive(event("2", "page_viewed", noonPlusMinutes(1)));
        stage.receive(event("3", "cart_updated", noonPlusMinutes(2)));

        assertThat(stage.outcomes()).containsExactly(Outcome.HOLDOUT, Outcome.COOLDOWN, Outcome.FIRED);
    }

    private static String gate(Verdict verdict, String name) {
        return verdict.gates().stream()
                .filter(gate -> gate.gate().equals(name))
                .findFirst()
                .orElseThrow()
                .seen();
    }
}
