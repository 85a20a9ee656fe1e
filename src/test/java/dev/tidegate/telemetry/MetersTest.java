package dev.tidegate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Verdict;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final Meters meters = new Meters();

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void a_scrape_shows_every_outcome_of_a_source_before_its_first_event() {
        IngestMetrics.OfSource shop =
                new IngestMetrics(meters.registry(), new RefusalLog(InstantSource.system())).of("shop");

        for (EventOutcome outcome : EventOutcome.values()) {
            assertThat(text())
                    .contains("tidegate_events_total{outcome=\"" + outcome.label() + "\",source=\"shop\"} 0.0\n");
        }

        shop.count(EventOutcome.ACCEPTED, 3);
        shop.took(TimeUnit.MILLISECONDS.toNanos(3));
        assertThat(text())
                .contains("tidegate_events_total{outcome=\"accepted\",source=\"shop\"} 3.0\n")
                .contains("tidegate_accept_seconds_count{source=\"shop\"} 1\n")
                .contains("tidegate_accept_seconds_bucket{source=\"shop\",le=\"0.002\"} 0\n")
                .contains("tidegate_accept_seconds_bucket{source=\"shop\",le=\"0.005\"} 1\n");
    }

    @Test
    void counts_decisions_of_configured_and_of_later_triggers() {
        DecisionMetrics decisions = new DecisionMetrics(meters.registry(), List.of("cart"));

        assertThat(text()).contains("tidegate_decisions_total{outcome=\"fired\",trigger=\"cart\"} 0.0\n");

        decisions.decided("cart", Verdict.Outcome.FIRED);
        decisions.decided("later", Verdict.Outcome.NO_CONSENT);
        assertThat(text())
                .contains("tidegate_decisions_total{outcome=\"fired\",trigger=\"cart\"} 1.0\n")
                .contains("tidegate_decisions_total{outcome=\"no_consent\",trigger=\"later\"} 1.0\n");
    }

    @Test
    void the_oldest_entry_of_a_queue_ages_between_two_counts() {
        Instant[] now = {Instant.parse("2026-11-24T01:00:00Z")};
        QueueGauges queues = new QueueGauges(meters.registry(), () -> now[0]);

        queues.show("events", "", 7, now[0].minusMillis(1_500));
        queues.show("dead", "klaviyo", 0, null);
        now[0] = now[0].plus(Duration.ofSeconds(10));

        assertThat(text())
                .contains("tidegate_queue_depth{destination=\"\",queue=\"events\"} 7.0\n")
                .contains("tidegate_queue_oldest_seconds{destination=\"\",queue=\"events\"} 11.5\n")
                .contains("tidegate_queue_depth{destination=\"klaviyo\",queue=\"dead\"} 0.0\n")
                .contains("tidegate_queue_oldest_seconds{destination=\"klaviyo\",queue=\"dead\"} 0.0\n");
    }

    @Test
    void tells_whether_redis_answers_and_how_fast() {
        RedisMetrics redis = new RedisMetrics(meters.registry());
        assertThat(text()).contains("tidegate_redis_up 0.0\n");

        redis.up(true);
        redis.answered("accept", TimeUnit.MICROSECONDS.toNanos(300), true);
        assertThat(text())
                .contains("tidegate_redis_up 1.0\n")
                .contains("tidegate_redis_command_seconds_bucket{command=\"accept\",le=\"5.0E-4\"} 1\n");
    }

    @Test
    void counts_reloads() {
        new ReloadMetrics(meters.registry()).rejected();

        assertThat(text())
                .contains("tidegate_config_reloads_total{outcome=\"rejected\"} 1.0\n")
                .contains("tidegate_config_reloads_total{outcome=\"accepted\"} 0.0\n");
    }

    @Test
    void a_flood_of_label_values_is_cut_off() {
        IngestMetrics ingest = new IngestMetrics(meters.registry(), new RefusalLog(InstantSource.system()));
        for (int i = 0; i < 1_100; i++) {
            ingest.of("source-" + i).count(EventOutcome.ACCEPTED, 1);
        }

        assertThat(text().lines().filter(line -> line.startsWith("tidegate_accept_seconds_count")))
                .hasSize(1_000);
    }

    @Test
    void gives_open_metrics_to_those_who_ask_for_it() {
        var unused = new ReloadMetrics(meters.registry());

        Meters.Scraped scraped = meters.scrape("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        assertThat(scraped.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(scraped.body()).endsWith("# EOF\n");
        assertThat(meters.scrape("*/*").contentType()).startsWith("text/plain; version=0.0.4");
    }

    @Test
    void shows_what_the_jvm_and_vertx_do() throws Exception {
        Vertx vertx = meters.observe(Vertx.builder(), new VertxOptions()).build();
        try {
            assertThat(text()).contains("jvm_memory_used_bytes", "process_uptime_seconds", "vertx_pool_");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private String text() {
        return meters.scrape(null).body();
    }
}
