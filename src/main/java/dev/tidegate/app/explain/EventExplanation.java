package dev.tidegate.app.explain;

import java.util.ArrayList;
import java.util.List;

/** What came of one event. */
final class EventExplanation {
    private EventExplanation() {}

    /** @param trace as {@code GET /v1/events/{id}} answers */
    static List<String> lines(Told trace) {
        List<String> lines = new ArrayList<>();
        Told event = trace.object("event");
        lines.add("Event " + trace.text("id")
                + (event.has("type") ? ", " + event.text("type") + " of source " + event.text("source") : ""));
        lines.add("received " + trace.text("received_at"));
        lines.add(trace.has("profile_id") ? "customer " + trace.text("profile_id") : "customer not looked for yet");
        trace.list("checks").forEach(check -> lines.add("found " + check.text("rule") + ": " + check.text("detail")));
        List<Told> verdicts = trace.list("verdicts");
        if (verdicts.isEmpty()) {
            lines.add("");
            lines.add(silence(trace));
        }
        verdicts.forEach(verdict -> add(lines, Words.verdict(verdict)));
        trace.list("deliveries").forEach(delivery -> add(lines, Words.delivery(delivery)));
        return lines;
    }

    private static void add(List<String> lines, List<String> more) {
        lines.add("");
        lines.addAll(more);
    }

    private static String silence(Told trace) {
        if (!trace.has("profile_id")) {
            return "Nothing is decided yet: the event waits to be handed to its customer.";
        }
        return trace.has("event")
                ? "No trigger has decided anything because of it: it may be about to, or the event only cancels."
                : "No trigger looks at events of its type, so no message could come of it.";
    }
}
