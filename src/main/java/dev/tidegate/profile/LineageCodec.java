package dev.tidegate.profile;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.Stored;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A lineage as it is stored. */
public final class LineageCodec {
    private static final String TAKEN = "taken";
    private static final String BROWSERS = "browsers";
    private static final String APART = "apart";

    private LineageCodec() {}

    public static byte[] encode(Lineage lineage) {
        JsonWriter out = new JsonWriter(128).startObject();
        if (lineage.into() != null) {
            out.name("into").value(lineage.into().value());
            out.name("gone").value(lineage.handedOver());
        }
        write(out, lineage);
        return out.endObject().toBytes();
    }

    public static Lineage decode(byte[] json) {
        Stored stored = Stored.read(json);
        String into = stored.textOrNull("into");
        return new Lineage(
                into == null ? null : new ProfileId(into),
                stored.truth("gone"),
                taken(stored),
                browsers(stored),
                apart(stored));
    }

    /** Writes whom a profile has taken over and whom it is kept apart from, within another stored value. */
    public static void write(JsonWriter out, Lineage lineage) {
        out.name(TAKEN).startObject();
        lineage.taken().forEach((profile, entry) -> out.name(profile.value()).value(entry));
        out.endObject();
        if (!lineage.browsers().isEmpty()) {
            out.name(BROWSERS)
                    .value(lineage.browsers().stream()
                            .map(ProfileId::value)
                            .sorted()
                            .toList());
        }
        if (!lineage.apart().isEmpty()) {
            out.name(APART).startObject();
            lineage.apart().forEach((profile, at) -> out.name(profile.value()).value(Timestamps.format(at)));
            out.endObject();
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Lineage lineage(Stored stored) {
        return new Lineage(null, false, taken(stored), browsers(stored), apart(stored));
    }

    private static Map<ProfileId, String> taken(Stored stored) {
        Map<ProfileId, String> taken = new HashMap<>();
        stored.textsByName(TAKEN).forEach((profile, entry) -> taken.put(new ProfileId(profile), entry));
        return taken;
    }

    private static Set<ProfileId> browsers(Stored stored) {
        return stored.has(BROWSERS)
                ? stored.texts(BROWSERS).stream().map(ProfileId::new).collect(Collectors.toSet())
                : Set.of();
    }

    private static Map<ProfileId, Instant> apart(Stored stored) {
        Map<ProfileId, Instant> apart = new HashMap<>();
        if (stored.has(APART)) {
            stored.instantsByName(APART).forEach((profile, at) -> apart.put(new ProfileId(profile), at));
        }
        return apart;
    }
}
