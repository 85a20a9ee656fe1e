package dev.tidegate.profile;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.Stored;
import java.util.HashMap;
import java.util.Map;

/** A lineage as it is stored. */
public final class LineageCodec {
    private LineageCodec() {}

    public static byte[] encode(Lineage lineage) {
        JsonWriter out = new JsonWriter(128).startObject();
        if (lineage.into() != null) {
            out.name("into").value(lineage.into().value());
            out.name("gone").value(lineage.handedOver());
        }
        write(out, lineage.taken());
        return out.endObject().toBytes();
    }

    public static Lineage decode(byte[] json) {
        Stored stored = Stored.read(json);
        String into = stored.textOrNull("into");
        return new Lineage(into == null ? null : new ProfileId(into), stored.truth("gone"), taken(stored));
    }

    public static void write(JsonWriter out, Map<ProfileId, String> taken) {
        out.name("taken").startObject();
        taken.forEach((profile, entry) -> out.name(profile.value()).value(entry));
        out.endObject();
    }

    public static Map<ProfileId, String> taken(Stored stored) {
        Map<ProfileId, String> taken = new HashMap<>();
        stored.map("taken").forEach((profile, entry) -> taken.put(new ProfileId(profile), (String) entry));
        return taken;
    }
}
