package dev.tidegate.app.demo;

import dev.tidegate.app.cli.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** The day in figures, as {@code /metrics} tells them, each held against what should have come of it. */
final class Summary {
    private static final List<String> EVENT_OUTCOMES =
            List.of("accepted", "duplicate", "conflict", "invalid", "unauthorized", "ignored");
    private static final String RULE = "  " + "─".repeat(76);

    private final Console console;
    private final Findings findings;
    private final Expectations expected;
    private final Scrape scrape;

    Summary(Console console, Findings findings, Expectations expected, Scrape scrape) {
        this.console = console;
        this.findings = findings;
        this.expected = expected;
        this.scrape = scrape;
    }

    static long decisions(Scrape scrape, Expectations.Count count) {
        return scrape.sum("tidegate_decisions_total", Map.of("trigger", count.of(), "outcome", count.outcome()));
    }

    static long attempts(Scrape scrape, String outcome) {
        return scrape.sum("tidegate_delivery_attempts_total", Map.of("outcome", outcome));
    }

    void print() {
        events();
        triggers();
        deliveries();
    }

    private void events() {
        console.print("  WHAT CAME IN");
        console.print(RULE);
        console.print(Text.of(
                "  %-10s %9s %9s %9s %9s %9s %9s",
                "source", "accepted", "duplicate", "conflict", "invalid", "refused", "ignored"));
        Set<String> sources = new TreeSet<>();
        expected.events().keySet().forEach(count -> sources.add(count.of()));
        for (String source : sources) {
            StringBuilder line = new StringBuilder(Text.of("  %-10s", source));
            for (String outcome : EVENT_OUTCOMES) {
                long found = scrape.sum("tidegate_events_total", Map.of("source", source, "outcome", outcome));
                int wanted = expected.events().getOrDefault(new Expectations.Count(source, outcome), 0);
                boolean kept = findings.compare(source + " " + outcome, wanted, found);
                line.append(Text.of("%9s%s", found == 0 ? "·" : Long.toString(found), kept ? " " : "!"));
            }
            console.print(line.toString());
        }
        console.print("");
    }

    private void triggers() {
        console.print("  WHAT WAS DECIDED");
        console.print(RULE);
        Set<String> triggers = new TreeSet<>();
        expected.decisions().keySet().forEach(count -> triggers.add(count.of()));
        for (String trigger : triggers) {
            List<String> outcomes = new ArrayList<>();
            expected.decisions().forEach((count, wanted) -> {
                if (count.of().equals(trigger)) {
                    long found = decisions(scrape, count);
                    boolean kept = kept(count, wanted, found);
                    outcomes.add(Text.of("%d %s%s", found, count.outcome().replace('_', ' '), kept ? "" : "!"));
                }
            });
            console.print(Text.of("  %-20s %s", trigger, String.join(", ", outcomes)));
        }
        console.print("");
    }

    /** A cart that is bought at once may never have waited, so more than expected may have waited, but not fewer. */
    private boolean kept(Expectations.Count count, int wanted, long found) {
        String what = count.of() + " " + count.outcome();
        return count.outcome().equals("waiting")
                ? findings.holds(what + ": at least " + wanted, found >= wanted)
                : findings.compare(what, wanted, found);
    }

    private void deliveries() {
        console.print("  WHAT WENT OUT");
        console.print(RULE);
        expected.messages().forEach((destination, wanted) -> {
            long delivered = attempts(destination, "delivered");
            findings.compare("messages delivered to " + destination, wanted, delivered);
            console.print(Text.of(
                    "  %-20s %d delivered, %d retries, %d dead",
                    destination, delivered, attempts(destination, "retry"), attempts(destination, "dead")));
        });
        findings.holds("the outage was felt as retries", attempts(scrape, "retry") > 0);
        findings.compare("dead letters", 0, attempts(scrape, "dead"));
        console.print(
                Text.of("  %-20s p50 %s, p99 %s, outage included", "trigger response", seconds(0.5), seconds(0.99)));
    }

    private long attempts(String destination, String outcome) {
        return scrape.sum("tidegate_delivery_attempts_total", Map.of("destination", destination, "outcome", outcome));
    }

    private String seconds(double quantile) {
        OptionalDouble value = scrape.quantile("tidegate_trigger_response_seconds", quantile);
        return value.isEmpty() ? "unknown" : Text.of("%.2f s", value.getAsDouble());
    }
}
