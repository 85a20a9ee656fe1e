package dev.tidegate.console;

import dev.tidegate.delivery.Hook;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import java.util.List;

/** Writes hooks without what would let others post to them. */
final class HookWriter {
    private HookWriter() {}

    static byte[] list(List<Hook> hooks) {
        JsonWriter out = new JsonWriter(1_024).startObject();
        out.name("items").startList();
        for (Hook hook : hooks) {
            out.startObject();
            out.name("id").value(hook.id());
            out.name("host").value(hook.host());
            out.name("as").value(hook.as());
            out.name("since").value(Timestamps.format(hook.since()));
            out.endObject();
        }
        return out.endList().name("next").value((String) null).endObject().toBytes();
    }

    static byte[] id(String hook) {
        return new JsonWriter(64)
                .startObject()
                .name("id")
                .value(hook)
                .endObject()
                .toBytes();
    }

    /** One sample in a list, as Zapier's editor asks for them. */
    static byte[] samples(byte[] sample) {
        return new JsonWriter(1_024).startList().raw(sample).endList().toBytes();
    }
}
