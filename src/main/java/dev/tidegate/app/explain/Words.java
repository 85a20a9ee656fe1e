package dev.tidegate.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words what was decided and what came of messages. */
final class Words {
    private static final String INDENT = "    ";

    private Words() {}

    /** A verdict in one line, and each gate with what it saw. */
    static List<String> verdict(Told verdict) {
        List<String> lines = new ArrayList<>();
        lines.add(trigger(verdict) + ": " + outcome(verdict.text("outcome")) + reason(verdict) + at(verdict));
        for (Told gate : verdict.list("gates")) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s%-7s %-12s %s",
                    INDENT,
                    gate.is("passed") ? "passed" : "STOPPED",
                    gate.text("gate"),
                    gate.text("seen")));
        }
        if (verdict.has("eligible_at")) {
            lines.add(INDENT + "can fire again for this customer from " + verdict.text("eligible_at"));
        }
        return lines;
    }

    /** A delivery in one line, and each attempt. */
    static List<String> delivery(Told delivery) {
        List<String> lines = new ArrayList<>();
        lines.add("message of " + trigger(delivery) + " to " + delivery.text("destination") + ": "
                + status(delivery.text("status")) + because(delivery));
        int number = 0;
        for (Told attempt : delivery.list("attempts")) {
            number++;
            lines.add(INDENT + attempt.text("at") + " attempt " + number + ": " + attempt.text("outcome")
                    + (attempt.has("status") ? ", answered " + attempt.text("status") : "")
                    + (attempt.has("error") ? ", " + attempt.text("error") : ""));
        }
        if (delivery.list("attempts").isEmpty()) {
            lines.add(INDENT + "no attempt yet");
        }
        if (delivery.has("next_attempt_at")) {
            lines.add(INDENT + "next attempt at " + delivery.text("next_attempt_at"));
        }
        return lines;
    }

    private static String trigger(Told told) {
        String step = told.text("step");
        return told.text("trigger") + (step.isEmpty() || step.equals("1") ? "" : ", step " + step);
    }

    private static String outcome(String outcome) {
        return switch (outcome) {
            case "fired" -> "released to be sent";
            case "waiting" -> "waiting";
            case "shadow" -> "decided only, for its mode is shadow";
            case "condition_false" -> "not started";
            case "error" -> "not sent, for want of a decision";
            default -> "not sent, " + outcome.replace('_', ' ');
        };
    }

    private static String status(String status) {
        return switch (status) {
            case "dead" -> "given up";
            case "unknown" -> "parked, for it may have arrived or not";
            default -> status;
        };
    }

    private static String reason(Told verdict) {
        return verdict.has("reason") ? " (" + verdict.text("reason") + ")" : "";
    }

    private static String at(Told verdict) {
        return verdict.has("at") ? ", " + verdict.text("at") : "";
    }

    private static String because(Told delivery) {
        return delivery.has("cancelled_because") ? " (" + delivery.text("cancelled_because") + ")" : "";
    }
}
