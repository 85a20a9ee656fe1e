package dev.tidegate.console;

import dev.tidegate.backtest.BacktestReport;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import java.util.List;

/** Writes what operators are answered about backtests. */
final class BacktestWriter {
    private BacktestWriter() {}

    /** A problem that names each fault of the triggers. */
    static byte[] faults(List<String> faults) {
        JsonWriter out = new JsonWriter(1_024).startObject();
        out.name("type").value("urn:tidegate:problem:faulty-triggers");
        out.name("title").value("The triggers are faulty");
        out.name("status").value(422L);
        out.name("detail").value("Correct what faults names, by line, column and key.");
        out.name("faults").value(faults);
        return out.endObject().toBytes();
    }

    static void report(JsonWriter out, BacktestReport report) {
        out.startObject();
        out.name("from").value(Timestamps.format(report.from()));
        out.name("to").value(Timestamps.format(report.to()));
        out.name("events").value(report.events());
        out.name("triggers").startObject();
        report.totals().forEach((trigger, totals) -> {
            out.name(trigger).startObject();
            out.name("messages").value(totals.messages()).name("customers").value(totals.customers());
            out.name("outcomes").startObject();
            totals.outcomes()
                    .forEach((outcome, count) -> out.name(outcome.label()).value(count.longValue()));
            out.endObject().endObject();
        });
        out.endObject();
        out.name("difference").startObject();
        report.difference().forEach((trigger, difference) -> {
            out.name(trigger).startObject();
            out.name("added").value(difference.added()).name("gone").value(difference.gone());
            out.name("both").value(difference.both()).endObject();
        });
        out.endObject();
        out.name("messages");
        AnswerWriter.list(out, report.messages(), BacktestWriter::message);
        out.name("more_messages").value(report.moreMessages()).endObject();
    }

    private static void message(JsonWriter out, BacktestReport.Message message) {
        out.startObject();
        out.name("at").value(Timestamps.format(message.at()));
        out.name("profile_id").value(message.profile().value());
        out.name("trigger").value(message.trigger()).name("step").value(message.step());
        out.name("destination").value(message.destination()).name("as").value(message.as());
        out.name("event_id").value(message.event().value());
        out.name("message_id").value(message.id().value()).endObject();
    }
}
