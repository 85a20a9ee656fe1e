package dev.tidegate.console;

import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.telemetry.RefusalLog;
import java.util.List;

/** Writes which requests were refused. */
final class RefusalWriter {
    private RefusalWriter() {}

    static byte[] refusals(List<RefusalLog.Entry> entries) {
        JsonWriter out = new JsonWriter(4_096).startObject();
        out.name("items").startList();
        for (RefusalLog.Entry entry : entries) {
            out.startObject();
            out.name("at").value(Timestamps.format(entry.at()));
            out.name("status").value(entry.status());
            out.name("reason").value(entry.reason());
            out.name("detail").value(entry.detail());
            out.endObject();
        }
        out.endList();
        return out.name("next").value((String) null).endObject().toBytes();
    }
}
