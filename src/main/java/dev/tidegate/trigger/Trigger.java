package dev.tidegate.trigger;

import dev.tidegate.domain.CustomerLinks;
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

    /** Clocks differ, and work is late at times. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final TriggerSettings settings;
    private final @Nullable Expression condition;
    private final List<Unless> unless;
    private final List<Send> sends;
    private final List<EventPath> cooldownPer;
    private final CustomerLinks links;

    Trigger(TriggerSettings settings, TriggerExpressions expressions) {
        this.settings = settings;
        this.links = expressions.links();
        this.condition = settings.condition() == null ? null : condition(settings.condition(), expressions);
        this.unless = settings.unless().stream()
                .map(one -> new Unless(
                        one.type(), one.condition() == null ? null : condition(one.condition(), expressions)))
                .toList();
        this.sends =
                settings.send().stream().map(send -> Send.of(send, expressions)).toList();
        TriggerSettings.Cooldown cooldown = settings.cooldown();
        this.cooldownPer = cooldown == null
                ? List.of()
                : cooldown.per().stream()
                        .map(path -> Objects.requireNonNull(EventPath.parse(path), path))
                        .toList();
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
        return settings.mode() == TriggerSettings.Mode.OFF;
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

    List<Send> sends() {
        return sends;
    }

    CustomerLinks links() {
        return links;
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

    /** A message to be made. */
    record Send(String to, String as, @Nullable List<Datum> data) {
        static Send of(TriggerSettings.Send send, TriggerExpressions expressions) {
            Map<String, String> texts = send.data();
            if (texts == null) {
                return new Send(send.to(), send.as(), null);
            }
            List<Datum> data = new ArrayList<>();
            texts.forEach(
                    (name, text) -> data.add(new Datum(name, TriggerExpressions.expression(expressions.value(text)))));
            return new Send(send.to(), send.as(), List.copyOf(data));
        }
    }

    /** A property of a message and how it is computed. */
    record Datum(String name, Expression value) {}
}
