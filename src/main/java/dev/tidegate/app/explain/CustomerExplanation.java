package dev.tidegate.app.explain;

import java.util.ArrayList;
import java.util.List;

/** What happened with one customer, the latest first. */
final class CustomerExplanation {
    private static final String INDENT = "  ";

    private CustomerExplanation() {}

    /**
     * @param profile as {@code GET /v1/profiles} lists it
     * @param timeline as {@code GET /v1/profiles/{id}/timeline} answers
     */
    static List<String> lines(Told profile, Told timeline) {
        List<String> lines = new ArrayList<>();
        lines.add("Customer " + profile.text("id"));
        standing(lines, "consent", profile.object("consent"), "state");
        standing(lines, "suppressed", profile.object("suppression"), "reason");
        List<Told> items = timeline.list("items");
        lines.add("");
        if (items.isEmpty()) {
            lines.add("Nothing has happened that is still on record.");
        }
        for (Told item : items) {
            told(item).forEach(line -> lines.add(INDENT + line));
        }
        if (timeline.has("next")) {
            lines.add("There is more, longer ago: GET /v1/profiles/" + profile.text("id") + "/timeline");
        }
        return lines;
    }

    private static void standing(List<String> lines, String what, Told channels, String word) {
        for (Object channel : channels.members().keySet()) {
            Told one = channels.object(String.valueOf(channel));
            lines.add(what + " " + channel + ": " + one.text(word) + " since " + one.text("at")
                    + (one.has("source") ? ", by " + one.text("source") : ""));
        }
    }

    private static List<String> told(Told item) {
        return switch (item.text("kind")) {
            case "decision" -> Words.verdict(item);
            case "delivery" -> Words.delivery(item);
            default ->
                List.of(item.text("at") + " " + item.text("type")
                        + (item.has("source") ? " from " + item.text("source") : "") + ", " + item.text("kind") + " "
                        + item.text("event_id"));
        };
    }
}
