package dev.tidegate.connector.simulator;

import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Writes what the simulator tells of itself. */
final class SimulatorWriter {
    private SimulatorWriter() {}

    static byte[] ledger(Ledger ledger) {
        Ledger.Totals totals = ledger.totals();
        JsonWriter out = new JsonWriter().startObject();
        out.name("requests").value(totals.requests());
        out.name("taken").value(totals.taken());
        out.name("ids").value(totals.ids());
        out.name("forgotten").value(totals.forgotten());
        out.name("items").startList();
        for (Ledger.Line line : ledger.lines()) {
            out.startObject();
            out.name("id").value(line.id());
            out.name("requests").value(line.requests());
            out.name("taken").value(line.taken());
            out.name("last_status").value(line.lastStatus());
            out.name("first_at").value(Timestamps.format(line.firstAt()));
            out.name("last_at").value(Timestamps.format(line.lastAt()));
            out.endObject();
        }
        return out.endList().endObject().toBytes();
    }

    static byte[] samples(List<Buffer> samples) {
        JsonWriter out = new JsonWriter().startObject().name("items").startList();
        samples.forEach(sample -> out.raw(sample.getBytes()));
        return out.endList().endObject().toBytes();
    }

    static byte[] behaviour(Behaviour behaviour) {
        return new JsonWriter()
                .startObject()
                .name("kind")
                .value(behaviour.kind())
                .endObject()
                .toBytes();
    }
}
