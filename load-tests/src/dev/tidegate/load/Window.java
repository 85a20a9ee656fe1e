package dev.tidegate.load;

import java.util.Map;

/**
 * What one measured window showed.
 *
 * @param program what was measured
 * @param events that were finished in it: accepted, or in end-to-end windows delivered
 * @param seconds that it took
 * @param latency answer times in microseconds, under the names p50, p99, p999 and max
 * @param generator microseconds of CPU an event, as are the following
 * @param noise cores taken by others
 * @param fault what does not add up, or an empty text
 */
record Window(
        String program,
        long events,
        double seconds,
        Map<String, Long> latency,
        double generator,
        double server,
        double redis,
        double sink,
        double noise,
        String fault) {

    static final double DISTURBED = 0.15;

    double rate() {
        return events / seconds;
    }

    double serverAndRedis() {
        return server + redis;
    }

    boolean isDisturbed() {
        return noise > DISTURBED;
    }
}
