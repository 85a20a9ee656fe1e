package dev.tidegate.console;

import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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

    /** How far a replay is. */
    static void progress(JsonWriter out, Replaying.Progress progress) {
        out.startObject();
        out.name("source").value(progress.order().source());
        out.name("from").value(time(progress.order().from()));
        out.name("to").value(time(progress.order().to()));
        out.name("requests").value(progress.requests()).name("events").value(progress.events());
        out.name("unreadable").value(progress.unreadable()).name("rejected").value(progress.rejected());
        out.name("left_out").value(progress.leftOut()).endObject();
    }

    private static @Nullable String time(Optional<Instant> at) {
        return at.map(Timestamps::format).orElse(null);
    }
}
