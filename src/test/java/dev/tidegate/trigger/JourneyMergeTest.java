package dev.tidegate.trigger;

import static dev.tidegate.trigger.Samples.NOON;
import static dev.tidegate.trigger.Samples.event;
import static dev.tidegate.trigger.Samples.noonPlusMinutes;
import static dev.tidegate.trigger.Samples.properties;
import static dev.tidegate.trigger.TriggerSettings.OnRepeat.KEEP;
import static dev.tidegate.trigger.TriggerSettings.OnRepeat.RESTART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JourneyMergeTest {
    private static final RunKey KEY = new RunKey("cart-abandoned", "");
    private static final Run EARLIER = run("earlier", 0);
    private static final Run LATER = run("later", 10);

    // ---- runs that have nothing to do with each other ---------------------------------------------------------------

    @Test
    void runs_of_different_keys_wait_side_by_side_and_the_new_ones_bring_their_events() {
        Run mine = LATER;
        Run theirs = keyed(new RunKey("cart-abandoned", "basket-2"), "earlier", 0);
        Event start = start("earlier", 0);
        Decision decision = joined(RESTART, journey(mine), journey(theirs), Map.of(theirs.key(), start));

        assertThat(decision.journey().runs()).containsExactly(mine, theirs);
        assertThat(decision.starts()).containsOnly(Map.entry(theirs.key(), start));
        assertThat(decision.returns()).isEmpty();
    }

    @Test
    void a_run_that_released_its_messages_stays_beside_one_that_waits() {
        Run released = EARLIER.released(List.of(message("earlier")), noonPlusMinutes(600));

        Decision theirs = joined(RESTART, journey(LATER), journey(released), Map.of(KEY, start("earlier", 0)));
        assertThat(theirs.journey().runs()).containsExactly(LATER, released);
        assertThat(theirs.starts()).isEmpty();

        Decision mine = joined(RESTART, journey(released), journey(LATER), Map.of(KEY, start("later", 10)));
        assertThat(mine.journey().runs()).containsExactly(released, LATER);
        assertThat(mine.starts()).containsOnlyKeys(KEY);
    }

    @Test
    void a_run_whose_event_is_not_at_hand_comes_along_all_the_same() {
        Decision decision = joined(RESTART, Journey.EMPTY, journey(LATER), Map.of());

        assertThat(decision.journey().runs()).containsExactly(LATER);
        assertThat(decision.starts()).isEmpty();
    }

    // ---- two runs that fall together --------------------------------------------------------------------------------

    @Test
    void the_later_run_is_a_repeat_that_starts_the_earlier_anew() {
        for (Decision decision : List.of(joined(RESTART, EARLIER, LATER), joined(RESTART, LATER, EARLIER))) {
            assertThat(decision.journey().runs()).singleElement().satisfies(run -> {
                assertThat(run.event()).isEqualTo(LATER.event());
                assertThat(run.occurredAt()).isEqualTo(LATER.occurredAt());
                assertThat(run.tokens()).isEqualTo(LATER.tokens());
                assertThat(run.stage()).isEqualTo(LATER.stage());
            });
        }
    }

    @Test
    void the_cooldown_stays_with_the_event_that_began_the_earlier_run() {
        assertThat(onlyRun(joined(RESTART, LATER, EARLIER)).origin()).isEqualTo(EARLIER.origin());
        assertThat(onlyRun(joined(KEEP, LATER, EARLIER)).origin()).isEqualTo(EARLIER.origin());
    }

    @Test
    void a_repeat_is_ignored_where_the_first_is_to_be_kept() {
        assertThat(onlyRun(joined(KEEP, EARLIER, LATER))).isEqualTo(EARLIER);
        assertThat(onlyRun(joined(KEEP, LATER, EARLIER))).isEqualTo(EARLIER);
    }

    @Test
    void the_starting_event_comes_along_where_it_is_the_other_customers() {
        assertThat(joined(RESTART, EARLIER, LATER).starts()).containsOnly(Map.entry(KEY, start("later", 10)));
        assertThat(joined(RESTART, LATER, EARLIER).starts()).isEmpty();
        assertThat(joined(KEEP, EARLIER, LATER).starts()).isEmpty();
        assertThat(joined(KEEP, LATER, EARLIER).starts()).containsOnly(Map.entry(KEY, start("earlier", 0)));
    }

    @Test
    void a_repeat_that_occurred_earlier_starts_the_wait_anew_and_keeps_the_newest_data() {
        Run late = LATER.startedBy(LATER.event(), noonPlusMinutes(-5), LATER.tokens());

        assertThat(onlyRun(joined(RESTART, EARLIER, late))).satisfies(run -> {
            assertThat(run.event()).isEqualTo(EARLIER.event());
            assertThat(run.stage()).isEqualTo(LATER.stage());
        });
    }

    @Test
    void nobody_gets_a_step_twice_or_sooner_than_either_run_had_it() {
        Run ahead = EARLIER.at(new Run.Stage(2, NOON, noonPlusMinutes(300), false));

        assertThat(onlyRun(joined(RESTART, ahead, LATER)).stage())
                .isEqualTo(new Run.Stage(2, LATER.stage().since(), noonPlusMinutes(300), false));
    }

    @Test
    void of_a_trigger_that_was_removed_the_earlier_run_waits_for_its_end() {
        Decider none = new Decider(new Triggers(List.of(), Policy.STANDARD, new TriggerExpressions()));

        assertThat(onlyRun(none.joined(journey(LATER), journey(EARLIER), Map.of())))
                .isEqualTo(EARLIER);
    }

    // ---- places -----------------------------------------------------------------------------------------------------

    @Test
    void a_run_that_is_given_up_for_the_other_gives_its_places_back() {
        Decision decision = joined(KEEP, held(EARLIER), held(LATER));

        assertThat(onlyRun(decision).event()).isEqualTo(EARLIER.event());
        assertThat(onlyRun(decision).stage().quiet()).isTrue();
        assertThat(returned(decision)).containsExactly(message("later"));
    }

    @Test
    void two_runs_that_begin_anew_as_one_give_the_places_of_both_back() {
        Decision decision = joined(RESTART, held(EARLIER), held(LATER));

        assertThat(onlyRun(decision).stage().quiet()).isFalse();
        assertThat(returned(decision)).containsExactlyInAnyOrder(message("earlier"), message("later"));
    }

    @Test
    void runs_that_hold_no_places_give_none_back() {
        assertThat(returned(joined(KEEP, held(EARLIER), LATER))).isEmpty();
    }

    // ---- remembered events ------------------------------------------------------------------------------------------

    @Test
    void what_both_remember_is_remembered_once_and_in_the_order_it_came() {
        CancelEvent first = order("o1", 1);
        CancelEvent second = order("o2", 2);
        CancelEvent third = order("o3", 3);

        assertThat(remembered(List.of(second, third), List.of(first, second))).containsExactly(first, second, third);
    }

    @Test
    void of_more_than_is_remembered_of_a_type_the_newest_stay() {
        CancelEvent update = cancel("u1", "cart_updated", 0);
        List<CancelEvent> orders =
                IntStream.rangeClosed(1, 10).mapToObj(i -> order("o" + i, i)).toList();
        List<CancelEvent> expected =
                Stream.concat(Stream.of(update), orders.subList(2, 10).stream()).toList();

        assertThat(remembered(
                        orders.subList(5, 10),
                        Stream.concat(Stream.of(update), orders.subList(0, 5).stream())
                                .toList()))
                .isEqualTo(expected);
    }

    private static List<CancelEvent> remembered(List<CancelEvent> mine, List<CancelEvent> theirs) {
        return joined(RESTART, new Journey(List.of(), mine), new Journey(List.of(), theirs), Map.of())
                .journey()
                .recent();
    }

    private static Run run(String event, int minute) {
        return keyed(KEY, event, minute);
    }

    private static Run keyed(RunKey key, String event, int minute) {
        Instant since = noonPlusMinutes(minute);
        return Run.begun(
                key,
                EventId.of("shop", event),
                since,
                Set.of(new Token("checkout_token", event)),
                Run.Stage.first(since, since.plus(Duration.ofMinutes(30))));
    }

    /** The run as it waits for the end of quiet hours. */
    private static Run held(Run run) {
        return run.at(new Run.Stage(1, run.stage().since(), noonPlusMinutes(600), true));
    }

    private static Event start(String id, int minute) {
        return event(id, "checkout_started", "jo@shop.example", noonPlusMinutes(minute), properties());
    }

    private static CancelEvent order(String id, int minute) {
        return cancel(id, "order_completed", minute);
    }

    private static CancelEvent cancel(String id, String type, int minute) {
        Instant at = noonPlusMinutes(minute);
        return new CancelEvent(EventId.of("shop", id), type, at, at, Set.of(), null);
    }

    private static MessageId message(String event) {
        return MessageId.of("cart-abandoned", 1, EventId.of("shop", event), "lab", 0);
    }

    private static Journey journey(Run run) {
        return new Journey(List.of(run), List.of());
    }

    private static Run onlyRun(Decision decision) {
        assertThat(decision.journey().runs()).hasSize(1);
        return decision.journey().runs().getFirst();
    }

    private static List<MessageId> returned(Decision decision) {
        return decision.returns().stream()
                .flatMap(back -> back.messages().stream())
                .toList();
    }

    private static Decision joined(TriggerSettings.OnRepeat onRepeat, Run mine, Run theirs) {
        Event start = theirs.event().equals(LATER.event()) ? start("later", 10) : start("earlier", 0);
        return joined(onRepeat, journey(mine), journey(theirs), Map.of(KEY, start));
    }

    private static Decision joined(
            TriggerSettings.OnRepeat onRepeat, Journey mine, Journey theirs, Map<RunKey, Event> theirStarts) {
        Frequency.Cap cap = new Frequency.Cap("daily", 1, Duration.ofDays(1));
        Policy policy = new Policy(ConsentPolicy.OPT_IN, new Frequency(List.of(cap), null));
        Triggers triggers =
                new Triggers(List.of(Samples.cart().onRepeat(onRepeat).settings()), policy, new TriggerExpressions());
        return new Decider(triggers).joined(mine, theirs, theirStarts);
    }
}
