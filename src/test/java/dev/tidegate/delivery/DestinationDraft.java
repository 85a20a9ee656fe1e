package dev.tidegate.delivery;

import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings.Breaker;
import dev.tidegate.delivery.DestinationSettings.OnUnknown;
import dev.tidegate.delivery.DestinationSettings.Rate;
import dev.tidegate.delivery.DestinationSettings.Retry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of a destination in the making: one that tries again at once and may be at a private address. */
final class DestinationDraft {
    private String name = Station.DESTINATION;
    private ConnectorSettings type;
    private Duration timeout = Duration.ofSeconds(2);
    private int concurrency = 8;
    private @Nullable Rate rate;
    private Retry retry = new Retry(Duration.ofMillis(20), 2, Duration.ofMillis(100), Duration.ofHours(1), null);
    private Breaker breaker = new Breaker(100, 100, Duration.ofSeconds(8), Duration.ofSeconds(1));
    private @Nullable OnUnknown onUnknown;
    private boolean allowPrivate = true;
    private OnlyTo onlyTo = OnlyTo.ANYBODY;
    private boolean verify;

    DestinationDraft(ConnectorSettings type) {
        this.type = type;
    }

    DestinationSettings settings() {
        return new DestinationSettings(
                name, type, timeout, concurrency, rate, retry, breaker, onUnknown, allowPrivate, onlyTo, false, verify);
    }

    DestinationDraft named(String other) {
        name = other;
        return this;
    }

    DestinationDraft with(Retry other) {
        retry = other;
        return this;
    }

    DestinationDraft with(Breaker other) {
        breaker = other;
        return this;
    }

    DestinationDraft with(Rate other) {
        rate = other;
        return this;
    }

    DestinationDraft with(OnUnknown other) {
        onUnknown = other;
        return this;
    }

    DestinationDraft withTimeout(Duration other) {
        timeout = other;
        return this;
    }

    DestinationDraft withConcurrency(int other) {
        concurrency = other;
        return this;
    }

    DestinationDraft onlyTo(String... patterns) {
        onlyTo = new OnlyTo(List.of(patterns));
        return this;
    }

    DestinationDraft verified() {
        verify = true;
        return this;
    }

    DestinationDraft publicOnly() {
        allowPrivate = false;
        return this;
    }
}
