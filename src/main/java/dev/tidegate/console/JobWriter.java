package dev.tidegate.console;

import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import java.time.Instant;
import java.util.function.BiConsumer;

/** Writes what operators are answered about work that takes longer. */
final class JobWriter {
    private JobWriter() {}

    static byte[] started(String id) {
        return new JsonWriter(64).startObject().name("id").value(id).endObject().toBytes();
    }

    /** @param result writes the job's result as one value */
    static <T> byte[] job(Job<T> job, BiConsumer<JsonWriter, T> result) {
        JsonWriter out = new JsonWriter(4_096).startObject();
        Instant ended = job.endedAt();
        T known = job.result();
        out.name("id").value(job.id());
        out.name("status").value(job.status().label());
        out.name("started_at").value(Timestamps.format(job.startedAt()));
        out.name("ended_at").value(ended == null ? null : Timestamps.format(ended));
        if (job.failure() != null) {
            out.name("failure").value(job.failure());
        }
        if (known != null) {
            out.name("result");
            result.accept(out, known);
        }
        return out.endObject().toBytes();
    }
}
