package dev.tidegate.trigger;

import static dev.tidegate.trigger.Samples.NOON;
import static dev.tidegate.trigger.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.profile.ProfileUpdates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final TriggerExpressions EXPRESSIONS = new TriggerExpressions();
    private static final List<SegmentSettings> SEGMENTS = List.of(
            new SegmentSettings("vip", "profile.orders_count >= 2"),
            new SegmentSettings("lapsed", "profile.last_order_at < now - duration('2160h')"),
            new SegmentSettings("divides", "10 / (profile.orders_count + 1) > 5"));

    private final Profile nobody = Profile.empty(new ProfileId("p1"), NOON);

    @Test
    void a_trigger_asks_for_segments() {
        Samples.Sample trigger = new Samples.Sample("gift").on("page_viewed").when("segments.vip || !segments.divides");

        assertThat(decide(trigger, nobody)).satisfies(decision -> {
            Verdict verdict = decision.verdicts().getFirst();
            assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.CONDITION_FALSE);
            assertThat(verdict.reason()).isEqualTo("`if` is false: segments.vip is false; segments.divides is true");
        });
        assertThat(decide(trigger, ordered(2)).verdicts().getFirst().outcome()).isEqualTo(Verdict.Outcome.NO_CONSENT);
    }

    @Test
    void a_customer_of_whom_it_cannot_be_told_does_not_belong() {
        Samples.Sample trigger = new Samples.Sample("gift").on("page_viewed").when("segments.lapsed");

        assertThat(decide(trigger, nobody).verdicts().getFirst().reason())
                .isEqualTo("`if` is false: segments.lapsed is false, as it cannot be told: 'last_order_at' is missing"
                        + " (at character 8)");
    }

    @Test
    void a_step_asks_when_it_is_due() {
        Samples.Sample trigger =
                new Samples.Sample("series").on("page_viewed").step(Duration.ZERO, "segments[\"vip\"]", "Hello");

        Verdict verdict = decide(trigger, nobody).verdicts().getFirst();

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.CONDITION_FALSE);
        assertThat(verdict.reason()).isEqualTo("`if` is false: segments.vip is false");
    }

    @Test
    void segments_that_nobody_asks_for_are_not_looked_at() {
        SegmentAnswers answers = new Segments(SEGMENTS, EXPRESSIONS).of(nobody, NOON);

        assertThat(answers.get("vip")).isEqualTo(false);

        assertThat(answers.told("vip")).isEqualTo("segments.vip is false");
        assertThat(answers.told("lapsed")).isEmpty();
    }

    @Test
    void segments_can_be_asked_of_any_profile() {
        assertThat(new Segments(SEGMENTS, EXPRESSIONS).all())
                .filteredOn(segment -> segment.holds(ordered(2), NOON.plus(Duration.ofDays(100))))
                .extracting(Segment::name)
                .containsExactly("vip", "lapsed");
    }

    private Decision decide(Samples.Sample sample, Profile profile) {
        Triggers triggers =
                new Triggers(new TriggerRules(SEGMENTS, List.of(sample.settings())), Policy.STANDARD, EXPRESSIONS);
        Event view = event("view", "page_viewed", "jo@shop.example", NOON, Map.of());
        return new Decider(triggers)
                .considerEvent(view, profile, Journey.EMPTY, NOON)
                .decide(Facts.NONE);
    }

    private Profile ordered(int times) {
        Profile profile = nobody;
        for (int i = 0; i < times; i++) {
            Event order = event("order" + i, "order_completed", "jo@shop.example", NOON, Map.of());
            profile = ProfileUpdates.apply(profile, order, NOON);
        }
        return profile;
    }
}
