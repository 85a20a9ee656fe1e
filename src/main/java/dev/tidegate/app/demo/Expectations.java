package dev.tidegate.app.demo;

import java.util.Map;
import java.util.TreeMap;

/** What the day should lead to, counted while it is written. */
final class Expectations {
    private final Map<Count, Integer> events = new TreeMap<>();
    private final Map<Count, Integer> decisions = new TreeMap<>();
    private final Map<String, Integer> messages = new TreeMap<>();

    /** Something counted, such as a source's duplicates or a trigger's cancelled runs. */
    record Count(String of, String outcome) implements Comparable<Count> {
        @Override
        public int compareTo(Count other) {
            int byName = of.compareTo(other.of);
            return byName != 0 ? byName : outcome.compareTo(other.outcome);
        }
    }

    void event(String source, String outcome) {
        events.merge(new Count(source, outcome), 1, Integer::sum);
    }

    void decided(String trigger, String outcome, int count) {
        decisions.merge(new Count(trigger, outcome), count, Integer::sum);
    }

    void messages(String destination, int count) {
        messages.merge(destination, count, Integer::sum);
    }

    Map<Count, Integer> events() {
        return events;
    }

    Map<Count, Integer> decisions() {
        return decisions;
    }

    Map<String, Integer> messages() {
        return messages;
    }

    int allMessages() {
        return messages.values().stream().mapToInt(Integer::intValue).sum();
    }
}
