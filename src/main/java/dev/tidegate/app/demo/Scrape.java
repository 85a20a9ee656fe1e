package dev.tidegate.app.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code /metrics} says, in Prometheus' text format. */
record Scrape(List<Sample> samples) {
    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{([^}]*)})? ([-+.\\w]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** One line. */
    record Sample(String name, Map<String, String> labels, double value) {}

    static Scrape parse(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                Map<String, String> labels = new HashMap<>();
                Matcher label = LABEL.matcher(parts.group(2) == null ? "" : parts.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
                String value = parts.group(3);
                samples.add(new Sample(
                        parts.group(1), labels, value.equals("+Inf") ? Double.MAX_VALUE : Double.parseDouble(value)));
            }
        });
        return new Scrape(samples);
    }

    /** The sum of all samples of the name that have these labels. */
    long sum(String name, Map<String, String> labels) {
        return Math.round(samples.stream()
                .filter(sample -> sample.name.equals(name))
                .filter(sample -> sample.labels.entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Sample::value)
                .sum());
    }

    /** A quantile of a histogram over all its series, as Prometheus' {@code histogram_quantile} computes it. */
    OptionalDouble quantile(String histogram, double quantile) {
        Map<Double, Double> buckets = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.name.equals(histogram + "_bucket")) {
                String le = sample.labels.getOrDefault("le", "+Inf");
                double bound = le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
                buckets.merge(bound, sample.value, Double::sum);
            }
        }
        double total = buckets.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
        double rank = quantile * total;
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (bucket.getValue() >= rank && bucket.getValue() > below) {
                double upper = bucket.getKey().isInfinite() ? lower : bucket.getKey();
                return OptionalDouble.of(lower + (upper - lower) * (rank - below) / (bucket.getValue() - below));
            }
            lower = bucket.getKey();
            below = bucket.getValue();
        }
        return OptionalDouble.empty();
    }
}
