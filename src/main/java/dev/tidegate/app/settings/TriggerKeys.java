package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.ConvertedShape;
import dev.tidegate.app.settings.shape.EitherShape;
import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Via;
import dev.tidegate.trigger.EventPath;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerSettings;
import dev.tidegate.trigger.TriggerSettings.Cooldown;
import dev.tidegate.trigger.TriggerSettings.Mode;
import dev.tidegate.trigger.TriggerSettings.OnRepeat;
import dev.tidegate.trigger.TriggerSettings.Send;
import dev.tidegate.trigger.TriggerSettings.Step;
import dev.tidegate.trigger.TriggerSettings.Unless;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The keys of a trigger in {@code triggers.yaml}, except those of its {@code send}. */
final class TriggerKeys {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern TYPE_OR_ANY = Pattern.compile("\\*|" + TYPE.pattern());
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final String TYPE_NOUN = "an event type";
    private static final String TYPES = "lower case with underscores, such as order_completed";
    private static final Duration LONGEST = Duration.ofDays(366);

    private static final Key<List<String>> ON = Key.required(
            "on",
            ListShape.<String>some(
                    Scalars.text(TYPE_OR_ANY, TYPE_NOUN, TYPES + ", or \"*\" for any customer activity")),
            "The event types that start it; \"*\" is any customer activity.");
    private static final Key<Mode> MODE = Key.optional(
                    "mode",
                    Scalars.choice(Mode.class, TriggerKeys::label),
                    "shadow decides and records, and sends nothing.")
            .or("live");
    private static final Key<Duration> WAIT = Key.optional(
            "wait",
            Quantities.duration(Duration.ofMillis(1), LONGEST),
            "How long after the event was received the message is due; at once by default.");
    private static final Key<Duration> STEP_WAIT = Key.optional(
            "wait",
            Quantities.duration(Duration.ofMillis(1), LONGEST),
            "How long after the end of the step before it is due; at once by default.");
    private static final Key<String> UNLESS_TYPE =
            Key.required("type", Scalars.text(TYPE, TYPE_NOUN, TYPES), "The event type that cancels.");
    private static final Key<List<String>> MATCH = Key.optional(
                    "match",
                    ListShape.<String>any(
                            Scalars.text(PROPERTY, "a property", "the name of a property, such as checkout_token")),
                    "Properties that the starting and the cancelling event share, where both have them.")
            .or("[]");
    private static final Key<OnRepeat> ON_REPEAT = Key.optional(
                    "on_repeat",
                    Scalars.choice(OnRepeat.class, TriggerKeys::label),
                    "What a further starting event does while waiting: restart the wait, or nothing.")
            .or("restart");
    private static final Shape<Duration> COOLDOWN_LENGTH = Quantities.duration(Duration.ofSeconds(1), LONGEST);
    private static final Key<Duration> FOR =
            Key.required("for", COOLDOWN_LENGTH, "How long after a message there is no further one.");
    private static final Key<List<String>> PER = Key.optional(
                    "per",
                    ListShape.<String>any(Scalars.text(
                            TriggerKeys::path,
                            path -> path,
                            "a path into the event, such as properties.checkout_token")),
                    "Values that are told apart, besides the customer.")
            .or("[]");
    private static final Key<Cooldown> COOLDOWN = Key.optional(
            "cooldown",
            new EitherShape<>(
                    new ConvertedShape<>(COOLDOWN_LENGTH, length -> new Cooldown(length, List.of())),
                    ObjectShape.of(v -> new Cooldown(v.get(FOR), v.get(PER)), FOR, PER)),
            "How long after a message the customer gets no further one of this trigger; none by default.");
    private static final Key<MessageClass> MESSAGE_CLASS = Key.optional(
                    "message_class",
                    Scalars.choice(MessageClass.class, MessageClass::label),
                    "Whether the customer's consent is needed.")
            .or("marketing");
    private static final Key<Channel> CHANNEL = Key.optional(
                    "channel", Scalars.choice(Channel.class, Channel::label), "The way to the customer.")
            .or("email");
    private static final Key<Duration> EXPIRES = Key.optional(
            "expires",
            Quantities.duration(Duration.ofSeconds(1), LONGEST),
            "Not delivered so long after it was due: dropped as stale; never by default.");
    private static final Key<Integer> PRIORITY = Key.optional(
                    "priority",
                    Quantities.integer(0, TriggerSettings.HIGHEST_PRIORITY),
                    "Who wins the last place under a cap: the higher.")
            .or(String.valueOf(TriggerSettings.DEFAULT_PRIORITY));
    private static final Key<Integer> HOLDOUT = Key.optional(
                    "holdout", Quantities.share(), "A stable random share of customers that gets nothing.")
            .or("0%");

    private final Key<String> condition;
    private final Key<List<Unless>> unless;
    private final Key<List<Send>> send;
    private final Key<List<Step>> steps;
    private final ObjectShape<TriggerSettings> shape;

    TriggerKeys(TriggerExpressions expressions) {
        Shape<String> cel = new ExpressionShape(expressions::condition);
        this.condition =
                Key.optional("if", cel, "CEL over event, profile and now; looked at once, on the starting event.");
        Key<String> unlessCondition = Key.optional("if", cel, "CEL over the cancelling event, profile and now.");
        this.unless = Key.<List<Unless>>optional(
                        "unless",
                        ListShape.<Unless>any(new EitherShape<>(
                                new ConvertedShape<>(
                                        Scalars.text(TYPE, TYPE_NOUN, TYPES), type -> new Unless(type, null)),
                                ObjectShape.of(
                                        v -> new Unless(
                                                v.get(UNLESS_TYPE),
                                                v.find(unlessCondition).orElse(null)),
                                        UNLESS_TYPE,
                                        unlessCondition))),
                        "Event types that cancel it; also {type: …, if: …}.")
                .or("[]");
        Shape<List<Send>> sends = ListShape.<Send>some(new SendKeys(expressions).shape());
        this.send = Key.optional("send", sends, "What goes to which destination.");
        Key<String> stepCondition = Key.optional(
                "if", cel, "CEL over the starting event, profile and now; if it is false the step is skipped.");
        Key<List<Send>> stepSend = Key.required("send", sends, "What goes to which destination.");
        this.steps = Key.optional(
                "steps",
                ListShape.<Step>some(ObjectShape.of(
                        v -> new Step(
                                v.find(STEP_WAIT).orElse(Duration.ZERO),
                                v.find(stepCondition).orElse(null),
                                v.get(stepSend)),
                        STEP_WAIT,
                        stepCondition,
                        stepSend)),
                "Several messages after one another, instead of wait and send.");
        this.shape = ObjectShape.<TriggerSettings>of(
                        this::settings,
                        ON,
                        condition,
                        MODE,
                        WAIT,
                        unless,
                        MATCH,
                        ON_REPEAT,
                        COOLDOWN,
                        MESSAGE_CLASS,
                        CHANNEL,
                        EXPIRES,
                        send,
                        PRIORITY,
                        HOLDOUT,
                        steps)
                .checking(TriggerKeys::checkAny)
                .checking(this::checkSteps)
                .checking(this::checkUnless)
                .checking(this::checkUnsubscribe);
    }

    ObjectShape<TriggerSettings> shape() {
        return shape;
    }

    private TriggerSettings settings(Values values) {
        return new TriggerSettings(
                values.name(),
                values.get(ON),
                values.get(MODE),
                values.find(condition).orElse(null),
                values.get(unless),
                values.get(MATCH),
                values.get(ON_REPEAT),
                values.find(COOLDOWN).orElse(null),
                values.get(MESSAGE_CLASS),
                values.get(CHANNEL),
                values.get(PRIORITY),
                values.find(EXPIRES).orElse(null),
                values.get(HOLDOUT),
                values.find(steps)
                        .orElseGet(() ->
                                List.of(new Step(values.find(WAIT).orElse(Duration.ZERO), null, values.get(send)))));
    }

    private void checkSteps(Values values) {
        if (!values.isSet(steps)) {
            if (!values.isSet(send)) {
                values.missing(send, "what goes to which destination; or steps in its place");
            }
            return;
        }
        for (Key<?> key : List.of(WAIT, send)) {
            if (values.isSet(key)) {
                values.problem(key, "stands beside steps; allowed: in the steps, or without them");
            }
        }
    }

    private static void checkAny(Values values) {
        List<String> on = values.find(ON).orElse(List.of());
        if (on.size() > 1 && on.contains(TriggerSettings.ANY_ACTIVITY)) {
            values.problem(ON, "has other types beside \"*\"; allowed: \"*\" alone, or types");
        }
    }

    private void checkUnless(Values values) {
        List<String> on = values.find(ON).orElse(List.of());
        List<Unless> cancels = values.find(unless).orElse(List.of());
        for (int i = 0; i < cancels.size(); i++) {
            String type = cancels.get(i).type();
            if (cancels.get(i).condition() == null && on.contains(type)) {
                values.problemUnder(
                        "unless[" + i + "]",
                        type
                                + " starts this trigger too, which would cancel itself; allowed: types that are not"
                                + " under on, or a condition with if");
            }
        }
    }

    /** Consent is what marketing asks for, and what an unsubscribe takes away. */
    private void checkUnsubscribe(Values values) {
        boolean isOwed = values.find(MESSAGE_CLASS).orElse(MessageClass.MARKETING) == MessageClass.TRANSACTIONAL;
        List<Send> sends = Stream.concat(
                        values.find(send).orElse(List.of()).stream(),
                        values.find(steps).orElse(List.of()).stream().flatMap(step -> step.send().stream()))
                .toList();
        if (isOwed || sends.stream().noneMatch(one -> one.via() == Via.UNSUBSCRIBE)) {
            return;
        }
        if (values.isSet(MESSAGE_CLASS)) {
            values.problem(MESSAGE_CLASS, "needs the consent that an unsubscribe takes away; allowed: transactional");
        } else {
            values.missing(
                    MESSAGE_CLASS, "transactional, since marketing needs the consent that an unsubscribe takes away");
        }
    }

    private static String path(String text) {
        if (EventPath.parse(text) == null) {
            throw new IllegalArgumentException("is not a path into the event");
        }
        return text;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
