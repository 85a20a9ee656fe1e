package dev.tidegate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Verdict;
import dev.tidegate.telemetry.DeliveryMetrics.BreakerState;
import dev.tidegate.telemetry.DeliveryMetrics.Ending;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryMetricsTest {

    @Test
    void uses_the_names_and_labels_of_the_contract() {
        try (Meters meters = new Meters()) {
            DeliveryMetrics metrics = new DeliveryMetrics(
                    meters.registry(), new DecisionMetrics(meters.registry(), List.of("cart-abandoned")));

            metrics.attempted("klaviyo", Duration.ofMillis(20));
            metrics.ended("klaviyo", Ending.DELIVERED);
            metrics.responded("cart-abandoned", Duration.ofSeconds(2));
            metrics.stopped("cart-abandoned", Verdict.Outcome.NO_CONSENT);
            metrics.breaker("klaviyo", BreakerState.HALF_OPEN);

            assertThat(meters.scrape(null).body())
                    .contains("tidegate_delivery_attempts_total{destination=\"klaviyo\",outcome=\"delivered\"} 1.0")
                    .contains("tidegate_delivery_attempts_total{destination=\"klaviyo\",outcome=\"retry\"} 0.0")
                    .contains("tidegate_delivery_attempts_total{destination=\"klaviyo\",outcome=\"dead\"} 0.0")
                    .contains("tidegate_delivery_attempts_total{destination=\"klaviyo\",outcome=\"expired\"} 0.0")
                    .contains("tidegate_delivery_attempts_total{destination=\"klaviyo\",outcome=\"unknown\"} 0.0")
                    .contains("tidegate_delivery_attempt_seconds_count{destination=\"klaviyo\"} 1")
                    .contains("tidegate_trigger_response_seconds_bucket{trigger=\"cart-abandoned\",le=\"1.0\"} 0")
                    .contains("tidegate_trigger_response_seconds_bucket{trigger=\"cart-abandoned\",le=\"60.0\"} 1")
                    .contains("tidegate_trigger_response_seconds_bucket{trigger=\"cart-abandoned\",le=\"300.0\"} 1")
                    .contains("tidegate_circuit_breaker_state{destination=\"klaviyo\",state=\"half_open\"} 1.0")
                    .contains("tidegate_circuit_breaker_state{destination=\"klaviyo\",state=\"closed\"} 0.0")
                    .contains("tidegate_decisions_total{outcome=\"no_consent\",trigger=\"cart-abandoned\"} 1.0");
        }
    }
}
