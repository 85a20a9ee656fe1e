package dev.tidegate.ingest;

import dev.tidegate.domain.EventId;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.FieldError;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the bodies of answers. */
final class AnswerWriter {
    private static final byte[] ACCEPTED = ascii("{\"accepted\":1,\"duplicates\":0,\"rejected\":[],\"ids\":[\"");
    private static final byte[] DUPLICATE = ascii("{\"accepted\":0,\"duplicates\":1,\"rejected\":[],\"ids\":[\"");
    private static final byte[] END = ascii("\"]}");

    private AnswerWriter() {}

    /** The contract's answer for any number of events. */
    static Buffer tally(Tally tally) {
        EventId only = tally.ids().size() == 1 ? tally.ids().getFirst() : null;
        if (only != null) {
            return single(tally.accepted() == 1 ? ACCEPTED : DUPLICATE, only);
        }
        JsonWriter out = new JsonWriter(64 + 32 * tally.ids().size()).startObject();
        out.name("accepted").value(tally.accepted());
        out.name("duplicates").value(tally.duplicates() + tally.conflicts());
        rejected(out, tally.rejected());
        out.name("ids").startList();
        for (@Nullable EventId id : tally.ids()) {
            out.value(id == null ? null : id.value());
        }
        return Buffer.buffer(out.endList().endObject().toBytes());
    }

    static Buffer problem(Problem problem) {
        JsonWriter out = new JsonWriter(512).startObject();
        out.name("type").value("urn:tidegate:problem:" + problem.type());
        out.name("title").value(problem.title());
        out.name("status").value(problem.status());
        out.name("detail").value(problem.detail());
        if (!problem.rejected().isEmpty()) {
            rejected(out, problem.rejected());
        }
        return Buffer.buffer(out.endObject().toBytes());
    }

    private static void rejected(JsonWriter out, List<Rejection> rejections) {
        out.name("rejected").startList();
        for (Rejection rejection : rejections) {
            out.startObject();
            out.name("index").value(rejection.index());
            out.name("errors").startList();
            for (FieldError error : rejection.errors()) {
                out.startObject();
                out.name("field").value(error.field());
                out.name("code").value(error.code().label());
                out.name("message").value(error.message());
                out.endObject();
            }
            out.endList().endObject();
        }
        out.endList();
    }

    private static Buffer single(byte[] start, EventId id) {
        return Buffer.buffer(start.length + id.value().length() + END.length)
                .appendBytes(start)
                .appendString(id.value(), "US-ASCII")
                .appendBytes(END);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
