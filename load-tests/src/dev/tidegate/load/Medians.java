package dev.tidegate.load;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Median, least and most of a few numbers. */
record Medians(double median, double least, double most) {
    static <T> Medians of(List<T> items, ToDoubleFunction<T> number) {
        double[] sorted = items.stream().mapToDouble(number).sorted().toArray();
        if (sorted.length == 0) {
            return new Medians(Double.NaN, Double.NaN, Double.NaN);
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Medians(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** As {@code median (least-most)}. */
    String show(String format) {
        return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", median, least, most);
    }
}
