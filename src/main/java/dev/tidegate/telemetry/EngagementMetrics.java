package dev.tidegate.telemetry;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventTypes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code tidegate_engagement_total}: what became of messages, one count for each event that was decided on. Opens and clicks by
 * machines are not counted. Events that name no trigger in force count under {@code other}.
 */
public final class EngagementMetrics {
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Predicate<String> isTrigger;
    private final Map<String, Map<String, Counter>> counters = new ConcurrentHashMap<>();

    /** @param isTrigger whether a trigger of that name is in force */
    public EngagementMetrics(MeterRegistry registry, Predicate<String> isTrigger) {
        this.registry = registry;
        this.isTrigger = isTrigger;
    }

    /** Counts the event if it tells what became of a message. */
    public void decided(Event event) {
        String kind = kind(event);
        if (kind != null) {
            counters.computeIfAbsent(trigger(event), trigger -> new ConcurrentHashMap<>())
                    .computeIfAbsent(kind, missing -> register(trigger(event), missing))
                    .increment();
        }
    }

    private String trigger(Event event) {
        return event.properties().get("trigger") instanceof String name && isTrigger.test(name) ? name : OTHER;
    }

    private static @Nullable String kind(Event event) {
        boolean bot = Boolean.TRUE.equals(event.properties().get("bot"));
        return switch (event.type()) {
            case EventTypes.EMAIL_DELIVERED -> "delivered";
            case EventTypes.EMAIL_OPENED -> bot ? null : "opened";
            case EventTypes.EMAIL_CLICKED -> bot ? null : "clicked";
            case EventTypes.EMAIL_BOUNCED -> "bounced";
            case EventTypes.EMAIL_COMPLAINED -> "complained";
            case EventTypes.UNSUBSCRIBED -> "unsubscribed";
            default -> null;
        };
    }

    private Counter register(String trigger, String kind) {
        return Counter.builder("tidegate.engagement")
                .description("What became of messages, as their ESPs tell")
                .tags("trigger", trigger, "kind", kind)
                .register(registry);
    }
}
