package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Rate;
import dev.tidegate.domain.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One destination of {@code destinations.yaml}. */
public record DestinationSettings(String name, Kind kind, Limits limits, OnUnknown onUnknown, Network network) {

    /** What a type needs of its own. */
    public sealed interface Kind {
        /** @param url where to post; secret in part, and not printed */
        record Webhook(URI url, List<Secret> secrets) implements Kind {
            public Webhook {
                secrets = List.copyOf(secrets);
            }

            @Override
            public String toString() {
                return "Webhook[url=" + url.getHost() + "]";
            }
        }

        record Klaviyo(Secret apiKey, URI baseUrl) implements Kind {}

        record Simulator(Optional<URI> baseUrl) implements Kind {}
    }

    /** How fast and how often messages are handed over. */
    public record Limits(Duration timeout, int concurrency, Optional<Rate> rate, Retry retry, Breaker breaker) {}

    public record Retry(
            Duration initial, double factor, Duration max, Duration giveUpAfter, Optional<Integer> maxAttempts) {}

    /** @param failureRate percent */
    public record Breaker(int window, int failureRate, Duration slowCall, Duration openFor) {}

    public record Network(boolean allowPrivate, boolean paused) {}

    public enum OnUnknown {
        RETRY,
        PARK
    }
}
