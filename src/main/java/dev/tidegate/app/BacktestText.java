package dev.tidegate.app;

import dev.tidegate.backtest.BacktestReport;
import dev.tidegate.backtest.BacktestReport.Difference;
import dev.tidegate.backtest.BacktestReport.Message;
import dev.tidegate.backtest.BacktestReport.Totals;
import dev.tidegate.domain.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a backtest came to, as lines for people. */
record BacktestText(BacktestReport report) {
    /** So many messages are named one by one; the operator API names more. */
    private static final int NAMED = 50;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String since = report.from().equals(Instant.EPOCH)
                ? "the beginning"
                : report.from().toString();
        lines.add(report.events() + " events replayed; from " + since + " to " + report.to() + ":");
        report.totals().forEach((trigger, totals) -> totals(lines, trigger, totals));
        if (report.totals().isEmpty()) {
            lines.add("");
            lines.add("nothing would have happened");
        }
        messages(lines);
        lines.add("");
        lines.add("difference to the triggers in force:");
        report.difference().forEach((trigger, difference) -> lines.add(difference(trigger, difference)));
        return lines;
    }

    private void messages(List<String> lines) {
        if (report.messages().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("who would have got what:");
        report.messages().stream().limit(NAMED).forEach(message -> lines.add(message(message)));
        long more = report.moreMessages() + Math.max(0, report.messages().size() - NAMED);
        if (more > 0) {
            lines.add("  and " + more + " messages more");
        }
    }

    private static String message(Message message) {
        return String.format(
                Locale.ROOT,
                "  %s  profile %s: %s step %d, \"%s\" to %s",
                Timestamps.format(message.at()),
                message.profile(),
                message.trigger(),
                message.step(),
                message.as(),
                message.destination());
    }

    private static void totals(List<String> lines, String trigger, Totals totals) {
        lines.add("");
        lines.add(String.format(
                Locale.ROOT, "%s: %d messages to %d customers", trigger, totals.messages(), totals.customers()));
        totals.outcomes()
                .forEach((outcome, count) ->
                        lines.add(String.format(Locale.ROOT, "  %-16s %10d", outcome.label(), count)));
    }

    private static String difference(String trigger, Difference difference) {
        return String.format(
                Locale.ROOT,
                "  %s: %d messages more, %d fewer, %d the same",
                trigger,
                difference.added(),
                difference.gone(),
                difference.both());
    }
}
