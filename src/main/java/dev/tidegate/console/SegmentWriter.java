package dev.tidegate.console;

import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.segment.SegmentCount;
import dev.tidegate.trigger.SegmentSettings;
import java.util.List;
import java.util.Map;

/** Writes what operators are answered about segments. */
final class SegmentWriter {
    private SegmentWriter() {}

    /** @param counts by name; a segment that is not in it was not counted yet */
    static byte[] segments(List<SegmentSettings> segments, Map<String, SegmentCount> counts) {
        JsonWriter out = new JsonWriter(1_024).startObject();
        out.name("items").startList();
        segments.forEach(segment -> segment(out, segment, counts));
        out.endList();
        return out.name("next").value((String) null).endObject().toBytes();
    }

    private static void segment(JsonWriter out, SegmentSettings segment, Map<String, SegmentCount> counts) {
        SegmentCount count = counts.get(segment.name());
        out.startObject();
        out.name("name").value(segment.name());
        out.name("if").value(segment.condition());
        if (count == null) {
            out.name("profiles").value((String) null);
            out.name("counted_at").value((String) null);
        } else {
            out.name("profiles").value(count.profiles());
            out.name("counted_at").value(Timestamps.format(count.countedAt()));
        }
        out.endObject();
    }

    static byte[] counting(int segments) {
        JsonWriter out = new JsonWriter(64).startObject();
        out.name("counting").value((long) segments);
        return out.endObject().toBytes();
    }
}
