package dev.tidegate.delivery;

import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Attempts as they are stored: one line of JSON each. A line for an attempt that was never recorded is written by the scripts. */
final class AttemptCodec {
    private static final JsonReader READER = new JsonReader(JsonLimits.DEFAULT);

    private AttemptCodec() {}

    static byte[] encode(Attempt attempt) {
        JsonWriter out = new JsonWriter(96).startObject();
        out.name("at").value(attempt.at().toEpochMilli());
        if (attempt.status() != null) {
            out.name("status").value(attempt.status().longValue());
        }
        out.name("outcome").value(attempt.outcome());
        if (attempt.error() != null) {
            out.name("error").value(attempt.error());
        }
        return out.endObject().toBytes();
    }

    /** Reads the lines; one that is not understood is left out. */
    static List<Attempt> decode(String lines) {
        List<Attempt> attempts = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (READER.read(line.getBytes(StandardCharsets.UTF_8)) instanceof JsonResult.Read(Map<?, ?> map)
                    && map.get("at") instanceof Long at
                    && map.get("outcome") instanceof String outcome) {
                attempts.add(new Attempt(
                        Instant.ofEpochMilli(at),
                        map.get("status") instanceof Long status ? status.intValue() : null,
                        outcome,
                        map.get("error") instanceof String error ? error : null));
            }
        }
        return attempts;
    }
}
