package dev.tidegate.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * All meters of the process, and their text for Prometheus.
 *
 * <p>Names and labels are those of the outside contract. A label's values come from the settings or from a closed list,
 * never from a request; should that ever fail, the number of series still stays bounded.
 */
public final class Meters implements AutoCloseable {
    /** More sources, triggers or destinations than this are not metered one by one. */
    private static final int MAX_LABEL_VALUES = 1_000;

    /** No configuration needs more; each costs some hundred bytes and a line in every scrape. */
    private static final int MAX_METERS = 50_000;

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    public Meters() {
        MeterRegistry.Config config = registry.config();
        for (String label : new String[] {"source", "trigger", "destination", "command", "rule"}) {
            config.meterFilter(
                    MeterFilter.maximumAllowableTags("tidegate.", label, MAX_LABEL_VALUES, MeterFilter.deny()));
        }
        config.meterFilter(MeterFilter.maximumAllowableMetrics(MAX_METERS));
    }

    /** Where meters are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Adds Vert.x' own meters and the JVM's. Paths, addresses and methods are no labels there, since callers choose
     * them; the event bus is not metered, since nothing of weight goes over it.
     */
    public VertxBuilder observe(VertxBuilder builder, VertxOptions options) {
        options.setMetricsOptions(new MicrometerMetricsOptions()
                .setEnabled(true)
                .setRegistryName("tidegate-" + System.identityHashCode(this))
                .setJvmMetricsEnabled(true)
                .setNettyMetricsEnabled(true)
                .setLabels(EnumSet.of(Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME, Label.CLIENT_NAME))
                .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS));
        return builder.with(options).withMetrics(new MicrometerMetricsFactory(registry));
    }

    /** All meters as text, in the format that {@code accept}, a scraper's header, asks for. */
    public Scraped scrape(@Nullable String accept) {
        String format = accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        return new Scraped(format, registry.scrape(format));
    }

    @Override
    public void close() {
        registry.close();
    }

    /** What a scraper gets. */
    public record Scraped(String contentType, String body) {}

    static Duration[] buckets(double... seconds) {
        Duration[] buckets = new Duration[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            buckets[i] = Duration.ofNanos(Math.round(seconds[i] * 1e9));
        }
        return buckets;
    }
}
