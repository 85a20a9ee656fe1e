package dev.tidegate.trigger;

import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Via;
import dev.tidegate.expression.Expression;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One trigger, ready to work. */
final class Trigger {
    /** How long after its release a message without {@code expires} can still be withdrawn: as long as deliveries try. */
    private static final Duration WITHDRAWABLE = Duration.ofHours(24);

    /** For so long quiet hours put a step off at most, what spreads the release included. */
    private static final Duration LONGEST_QUIET = Duration.ofHours(26);

    /** Clocks differ, and work is late at times. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final TriggerSettings settings;
    private final Policy policy;
    private final @Nullable Expression condition;
    private final List<Unless> unless;
    private final List<Step> steps;
    private final List<EventPath> cooldownPer;
    private final @Nullable Boolean enabled;
    private final CustomerLinks links;
    private final Segments segments;

    Trigger(TriggerSettings settings, Policy policy, TriggerExpressions expressions, Segments segments) {
        this.settings = settings;
        this.segments = segments;
        this.policy = policy;
        this.links = expressions.links();
        this.condition = settings.condition() == null ? null : condition(settings.condition(), expressions);
        this.unless = settings.unless().stream()
                .map(one -> new Unless(
                        one.type(), one.condition() == null ? null : condition(one.condition(), expressions)))
                .toList();
        this.steps = settings.steps().stream()
                .map(step -> Step.of(step, expressions))
                .toList();
        TriggerSettings.Cooldown cooldown = settings.cooldown();
        this.cooldownPer = cooldown == null
                ? List.of()
                : cooldown.per().stream()
                        .map(path -> Objects.requireNonNull(EventPath.parse(path), path))
                        .toList();
        this.enabled = null;
    }

    private Trigger(Trigger same, @Nullable Boolean enabled) {
        this.settings = same.settings;
        this.policy = same.policy;
        this.links = same.links;
        this.segments = same.segments;
        this.condition = same.condition;
        this.unless = same.unless;
        this.steps = same.steps;
        this.cooldownPer = same.cooldownPer;
        this.enabled = enabled;
    }

    /** The same as the operator has switched it; null leaves it to the settings. */
    Trigger switched(@Nullable Boolean on) {
        return new Trigger(this, on);
    }

    private static Expression condition(String text, TriggerExpressions expressions) {
        return TriggerExpressions.expression(expressions.condition(text));
    }

    TriggerSettings settings() {
        return settings;
    }

    String name() {
        return settings.name();
    }

    boolean off() {
        return enabled == null ? settings.mode() == TriggerSettings.Mode.OFF : !enabled;
    }

    /** Why it is off, in words. */
    String whyOff() {
        return enabled == null ? "the trigger's mode is off" : "the operator has disabled the trigger";
    }

    boolean shadow() {
        return settings.mode() == TriggerSettings.Mode.SHADOW;
    }

    @Nullable
    Expression condition() {
        return condition;
    }

    List<Unless> unless() {
        return unless;
    }

    /** @param number counted from 1 */
    Step step(int number) {
        return steps.get(Math.min(number, steps.size()) - 1);
    }

    boolean hasStep(int number) {
        return number <= steps.size();
    }

    ConsentPolicy consent() {
        return policy.consent();
    }

    /** The caps that its messages need places under. */
    List<Frequency.Cap> caps() {
        return marketing() ? policy.frequency().caps() : List.of();
    }

    /** The quiet hours that it minds, null when it minds none. */
    @Nullable
    QuietHours quietHours() {
        return marketing() ? policy.frequency().quietHours() : null;
    }

    boolean marketing() {
        return settings.messageClass() == MessageClass.MARKETING;
    }

    /** How long a run of it may wait in all. */
    Duration longestWait() {
        return settings.totalWait().plus(longestQuiet());
    }

    private Duration longestQuiet() {
        return quietHours() == null ? Duration.ZERO : LONGEST_QUIET.multipliedBy(steps.size());
    }

    /** Until when a run can be cancelled that is due at a step then, all that may follow included. */
    Instant forgetAt(Run run) {
        Duration rest = longestQuiet();
        for (int number = run.step() + 1; hasStep(number); number++) {
            rest = rest.plus(step(number).waitTime());
        }
        Instant last = run.dueAt().plus(rest);
        return forgetAt(last, last);
    }

    CustomerLinks links() {
        return links;
    }

    Segments segments() {
        return segments;
    }

    List<EventPath> cooldownPer() {
        return cooldownPer;
    }

    /** Until when a run that is due then, or released then if that is later, can be cancelled. */
    Instant forgetAt(Instant due, Instant released) {
        Duration expires = settings.expires();
        Instant latest =
                expires != null ? due.plus(expires) : later(due, released).plus(WITHDRAWABLE);
        return latest.plus(MARGIN);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** An event type that cancels, and on which condition. */
    record Unless(String type, @Nullable Expression condition) {}

    /** What goes out after a wait. */
    record Step(Duration waitTime, @Nullable Expression condition, List<Send> sends) {
        static Step of(TriggerSettings.Step step, TriggerExpressions expressions) {
            return new Step(
                    step.waitTime(),
                    step.condition() == null ? null : Trigger.condition(step.condition(), expressions),
                    step.send().stream().map(send -> Send.of(send, expressions)).toList());
        }
    }

    /** A message to be made. */
    record Send(
            String to,
            String as,
            @Nullable Via via,
            @Nullable List<Datum> data) {
        static Send of(TriggerSettings.Send send, TriggerExpressions expressions) {
            Map<String, String> texts = send.data();
            if (texts == null) {
                return new Send(send.to(), send.as(), send.via(), null);
            }
            List<Datum> data = new ArrayList<>();
            texts.forEach(
                    (name, text) -> data.add(new Datum(name, TriggerExpressions.expression(expressions.value(text)))));
            return new Send(send.to(), send.as(), send.via(), List.copyOf(data));
        }
    }

    /** A property of a message and how it is computed. */
    record Datum(String name, Expression value) {}
}
