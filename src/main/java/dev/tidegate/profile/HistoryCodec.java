package dev.tidegate.profile;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.Stored;
import dev.tidegate.profile.ProfileVersion.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A version of a profile as it stands in its history. */
public final class HistoryCodec {
    private HistoryCodec() {}

    public static byte[] encode(ProfileVersion version) {
        JsonWriter out = new JsonWriter(256).startObject();
        out.name("v").value(version.version());
        out.name("at").value(Timestamps.format(version.at()));
        out.name("source").value(version.source());
        out.name("event").value(version.event().value());
        out.name("changes").startObject();
        for (Change change : version.changes()) {
            out.name(change.field()).startObject();
            out.name("from").value(change.from());
            out.name("to").value(change.to());
            out.endObject();
        }
        return out.endObject().endObject().toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it is of another format
     */
    public static ProfileVersion decode(byte[] json) {
        Stored stored = Stored.read(json);
        List<Change> changes = new ArrayList<>();
        stored.map("changes").forEach((field, change) -> {
            if (!(change instanceof Map<?, ?> values)) {
                throw new IllegalArgumentException("a stored change is none");
            }
            changes.add(new Change(field, values.get("from"), values.get("to")));
        });
        return new ProfileVersion(
                stored.number("v"),
                stored.instant("at"),
                stored.text("source"),
                new EventId(stored.text("event")),
                changes);
    }
}
