package dev.tidegate.telemetry;

import dev.tidegate.domain.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What happens to messages: {@code tidegate_delivery_attempts_total}, {@code tidegate_delivery_attempt_seconds}, {@code
 * tidegate_trigger_response_seconds} and {@code tidegate_circuit_breaker_state}, {@code tidegate_destination_account_refused}.
 */
public final class DeliveryMetrics {
    private static final Duration[] ATTEMPT_BUCKETS = Meters.buckets(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);
    private static final Duration[] RESPONSE_BUCKETS =
            Meters.buckets(0.05, 0.25, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600);

    private final MeterRegistry registry;
    private final DecisionMetrics decisions;
    private final Map<String, OfDestination> destinations = new ConcurrentHashMap<>();
    private final Map<String, Timer> triggers = new ConcurrentHashMap<>();

    /** @param decisions counts messages that were stopped between their release and an attempt */
    public DeliveryMetrics(MeterRegistry registry, DecisionMetrics decisions) {
        this.registry = registry;
        this.decisions = decisions;
    }

    /** How an attempt, or the wait for one, can end. */
    public enum Ending {
        DELIVERED,
        RETRY,
        DEAD,
        EXPIRED,
        UNKNOWN
    }

    /** What a circuit breaker lets through: everything, nothing, or a few attempts to see. */
    public enum BreakerState {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** An attempt was made, whatever came of it. */
    public void attempted(String destination, Duration took) {
        of(destination).attempts.record(took);
    }

    /** An attempt, or the wait for one, ended so. */
    public void ended(String destination, Ending ending) {
        of(destination).endings[ending.ordinal()].increment();
    }

    /** The ESP has answered that it takes a message, so long after the message's trigger was due. */
    public void responded(String trigger, Duration sinceDue) {
        triggers.computeIfAbsent(trigger, this::responses).record(sinceDue.isNegative() ? Duration.ZERO : sinceDue);
    }

    /** A released message was held back before an attempt. */
    public void stopped(String trigger, Verdict.Outcome outcome) {
        decisions.decided(trigger, outcome);
    }

    /** A destination's circuit breaker is in this state now. */
    public void breaker(String destination, BreakerState state) {
        of(destination).breaker = state;
    }

    /** Whether the ESP does not let us in. */
    public void accountRefused(String destination, boolean refused) {
        of(destination).accountRefused = refused;
    }

    private OfDestination of(String destination) {
        OfDestination known = destinations.get(destination);
        return known != null
                ? known
                : destinations.computeIfAbsent(destination, name -> new OfDestination(registry, name));
    }

    private Timer responses(String trigger) {
        return Timer.builder("tidegate.trigger.response")
                .description("From the moment a trigger is due to the destination's answer")
                .tag("trigger", trigger)
                .serviceLevelObjectives(RESPONSE_BUCKETS)
                .register(registry);
    }

    private static final class OfDestination {
        final Timer attempts;
        final Counter[] endings = new Counter[Ending.values().length];
        volatile BreakerState breaker = BreakerState.CLOSED;
        volatile boolean accountRefused;

        OfDestination(MeterRegistry registry, String destination) {
            attempts = Timer.builder("tidegate.delivery.attempt")
                    .description("Attempts at a destination")
                    .tag("destination", destination)
                    .serviceLevelObjectives(ATTEMPT_BUCKETS)
                    .register(registry);
            for (Ending ending : Ending.values()) {
                endings[ending.ordinal()] = Counter.builder("tidegate.delivery.attempts")
                        .description("Attempts at a destination, by how they ended")
                        .tags("destination", destination, "outcome", label(ending))
                        .register(registry);
            }
            Gauge.builder("tidegate.destination.account.refused", this, d -> d.accountRefused ? 1 : 0)
                    .description("1 while the destination does not accept the credentials")
                    .tag("destination", destination)
                    .strongReference(true)
                    .register(registry);
            for (BreakerState state : BreakerState.values()) {
                Gauge.builder("tidegate.circuit.breaker.state", this, d -> d.breaker == state ? 1 : 0)
                        .description("1 for the state that the circuit breaker is in")
                        .tags("destination", destination, "state", label(state))
                        .strongReference(true)
                        .register(registry);
            }
        }

        private static String label(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }
}
