package dev.tidegate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngagementMetricsTest {
    private final Meters meters = new Meters();
    private final EngagementMetrics engagement = new EngagementMetrics(meters.registry(), "cart"::equals);

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void counts_what_became_of_a_triggers_messages() {
        for (String type : List.of(
                "email_delivered",
                "email_opened",
                "email_clicked",
                "email_bounced",
                "email_complained",
                "unsubscribed")) {
            engagement.decided(event(type, Map.of("trigger", "cart")));
        }

        for (String kind : List.of("delivered", "opened", "clicked", "bounced", "complained", "unsubscribed")) {
            assertThat(text()).contains("tidegate_engagement_total{kind=\"" + kind + "\",trigger=\"cart\"} 1.0\n");
        }
    }

    @Test
    void who_names_no_trigger_in_force_is_among_the_others() {
        engagement.decided(event("email_opened", Map.of()));
        engagement.decided(event("email_opened", Map.of("trigger", "forged-" + System.nanoTime())));
        engagement.decided(event("email_opened", Map.of("trigger", 7L)));

        assertThat(text()).contains("tidegate_engagement_total{kind=\"opened\",trigger=\"other\"} 3.0\n");
    }

    @Test
    void machines_and_other_events_do_not_count() {
        engagement.decided(event("email_opened", Map.of("trigger", "cart", "bot", true)));
        engagement.decided(event("email_clicked", Map.of("trigger", "cart", "bot", true)));
        engagement.decided(event("order_completed", Map.of("trigger", "cart")));

        assertThat(text()).doesNotContain("tidegate_engagement_total");
    }

    private String text() {
        return meters.scrape(null).body();
    }

    private static Event event(String type, Map<String, Object> properties) {
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");
        return new Event(
                EventId.of("esp", "1"),
                "esp",
                type,
                noon,
                noon,
                "1",
                new Customer(null, "esp", "jo@shop.example", null, null),
                properties,
                Map.of(),
                List.of());
    }
}
