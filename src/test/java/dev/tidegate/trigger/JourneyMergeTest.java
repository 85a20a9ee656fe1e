package dev.tidegate.trigger;

import static dev.tidegate.trigger.Samples.NOON;
import static dev.tidegate.trigger.Samples.noonPlusMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JourneyMergeTest {
    private static final RunKey KEY = new RunKey("cart-abandoned", "");

    private static Run held(String event, Instant since) {
        Run.Stage stage = new Run.Stage(1, since, noonPlusMinutes(600), true);
        return Run.begun(KEY, EventId.of("shop", event), since, Set.of(), stage);
    }

    private static Decision merge(TriggerSettings.OnRepeat onRepeat, Run mine, Run theirs) {
        Frequency.Cap cap = new Frequency.Cap("daily", 1, Duration.ofDays(1));
        Policy policy = new Policy(ConsentPolicy.OPT_IN, new Frequency(List.of(cap), null));
        TriggerSettings cart = Samples.cart().onRepeat(onRepeat).settings();
        Triggers triggers = new Triggers(List.of(cart), policy, new TriggerExpressions());
        return new Decider(triggers)
                .joined(new Journey(List.of(mine), List.of()), new Journey(List.of(theirs), List.of()), Map.of());
    }

    private static MessageId message(String event) {
        return MessageId.of("cart-abandoned", 1, EventId.of("shop", event), "lab", 0);
    }

    @Test
    void a_run_that_is_given_up_for_the_other_gives_its_places_back() {
        Decision decision =
                merge(TriggerSettings.OnRepeat.KEEP, held("first", NOON), held("second", noonPlusMinutes(1)));

        assertThat(decision.journey().runs()).singleElement().satisfies(run -> {
            assertThat(run.event()).isEqualTo(EventId.of("shop", "first"));
            assertThat(run.stage().quiet()).isTrue();
        });
        assertThat(decision.returns())
                .flatExtracting(Decision.PlaceReturn::messages)
                .containsExactly(message("second"));
    }

    @Test
    void two_runs_that_begin_anew_as_one_give_the_places_of_both_back() {
        Decision decision =
                merge(TriggerSettings.OnRepeat.RESTART, held("first", NOON), held("second", noonPlusMinutes(1)));

        assertThat(decision.journey().runs())
                .singleElement()
                .satisfies(run -> assertThat(run.stage().quiet()).isFalse());
        assertThat(decision.returns())
                .flatExtracting(Decision.PlaceReturn::messages)
                .containsExactlyInAnyOrder(message("first"), message("second"));
    }

    @Test
    void runs_that_hold_no_places_give_none_back() {
        Run waiting = held("second", noonPlusMinutes(1)).at(Run.Stage.first(noonPlusMinutes(1), noonPlusMinutes(31)));

        assertThat(merge(TriggerSettings.OnRepeat.KEEP, held("first", NOON), waiting)
                        .returns())
                .isEmpty();
    }
}
