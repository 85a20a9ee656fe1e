package dev.tidegate.trigger;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events and triggers to begin from, in tests. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    static final Duration MINUTE = Duration.ofMinutes(1);

    private Samples() {}

    static Instant noonPlus(Duration after) {
        return NOON.plus(after);
    }

    static Instant noonPlusMinutes(long minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    /** An event of a customer with an address, received as it occurred. */
    static Event event(String id, String type, String email, Instant at, Map<String, Object> properties) {
        return event(id, type, email, at, at, properties);
    }

    static Event event(
            String id,
            String type,
            String email,
            Instant occurredAt,
            Instant receivedAt,
            Map<String, Object> properties) {
        return new Event(
                EventId.of("shop", id),
                "shop",
                type,
                occurredAt,
                receivedAt,
                id,
                new Customer(null, "shop", email, null, null),
                properties,
                Map.of(),
                List.of());
    }

    /** {@code key, value, key, value}, in order. */
    static Map<String, Object> properties(Object... pairs) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put((String) pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    /** The contract's abandoned cart: 30 minutes, unless ordered, by checkout token. */
    static Sample cart() {
        return new Sample("cart-abandoned")
                .on("checkout_started", "checkout_updated")
                .waiting(Duration.ofMinutes(30))
                .unless("order_completed", null)
                .match("checkout_token");
    }

    /** Settings in the making. */
    static final class Sample {
        private final String name;
        private List<String> on = List.of("checkout_started");
        private TriggerSettings.Mode mode = TriggerSettings.Mode.LIVE;
        private @Nullable String condition;
        private Duration wait = Duration.ZERO;
        private List<TriggerSettings.Unless> unless = List.of();
        private List<String> match = List.of();
        private TriggerSettings.OnRepeat onRepeat = TriggerSettings.OnRepeat.RESTART;
        private TriggerSettings.@Nullable Cooldown cooldown;
        private MessageClass messageClass = MessageClass.MARKETING;
        private Channel channel = Channel.EMAIL;
        private @Nullable Duration expires;
        private int priority = TriggerSettings.DEFAULT_PRIORITY;
        private int holdout;
        private List<TriggerSettings.Send> send = List.of(new TriggerSettings.Send("lab", "Mail", null));
        private final List<TriggerSettings.Step> steps = new ArrayList<>();

        Sample(String name) {
            this.name = name;
        }

        @CanIgnoreReturnValue
        Sample on(String... types) {
            on = List.of(types);
            return this;
        }

        @CanIgnoreReturnValue
        Sample mode(TriggerSettings.Mode mode) {
            this.mode = mode;
            return this;
        }

        @CanIgnoreReturnValue
        Sample when(@Nullable String condition) {
            this.condition = condition;
            return this;
        }

        @CanIgnoreReturnValue
        Sample waiting(Duration wait) {
            this.wait = wait;
            return this;
        }

        @CanIgnoreReturnValue
        Sample unless(String type, @Nullable String condition) {
            this.unless = List.of(new TriggerSettings.Unless(type, condition));
            return this;
        }

        @CanIgnoreReturnValue
        Sample match(String... properties) {
            match = List.of(properties);
            return this;
        }

        @CanIgnoreReturnValue
        Sample onRepeat(TriggerSettings.OnRepeat onRepeat) {
            this.onRepeat = onRepeat;
            return this;
        }

        @CanIgnoreReturnValue
        Sample cooldown(Duration length, String... per) {
            cooldown = new TriggerSettings.Cooldown(length, List.of(per));
            return this;
        }

        @CanIgnoreReturnValue
        Sample messageClass(MessageClass messageClass) {
            this.messageClass = messageClass;
            return this;
        }

        @CanIgnoreReturnValue
        Sample channel(Channel channel) {
            this.channel = channel;
            return this;
        }

        @CanIgnoreReturnValue
        Sample expires(@Nullable Duration expires) {
            this.expires = expires;
            return this;
        }

        @CanIgnoreReturnValue
        Sample priority(int priority) {
            this.priority = priority;
            return this;
        }

        /** @param holdout of ten thousand */
        @CanIgnoreReturnValue
        Sample holdout(int holdout) {
            this.holdout = holdout;
            return this;
        }

        /** One more step, in the place of wait and send. */
        @CanIgnoreReturnValue
        Sample step(Duration wait, @Nullable String condition, String as) {
            steps.add(new TriggerSettings.Step(wait, condition, List.of(new TriggerSettings.Send("lab", as, null))));
            return this;
        }

        @CanIgnoreReturnValue
        Sample send(TriggerSettings.Send... send) {
            this.send = List.of(send);
            return this;
        }

        TriggerSettings settings() {
            return new TriggerSettings(
                    name,
                    on,
                    mode,
                    condition,
                    unless,
                    match,
                    onRepeat,
                    cooldown,
                    messageClass,
                    channel,
                    priority,
                    expires,
                    holdout,
                    steps.isEmpty() ? List.of(new TriggerSettings.Step(wait, null, send)) : steps);
        }
    }
}
