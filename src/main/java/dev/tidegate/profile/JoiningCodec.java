package dev.tidegate.profile;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.ProfileCodec;
import dev.tidegate.json.Stored;
import java.util.Set;
import java.util.stream.Collectors;

/** A joining as it is stored. */
public final class JoiningCodec {
    private JoiningCodec() {}

    public static byte[] encode(Joining joining) {
        JsonWriter out = new JsonWriter(1_024).startObject();
        out.name("at").value(Timestamps.format(joining.at()));
        out.name("before").raw(ProfileCodec.encode(joining.before()));
        out.name("brought").raw(ProfileCodec.encode(joining.brought()));
        out.name("led").value(joining.led().stream().sorted().toList());
        out.name("with")
                .value(joining.with().stream().map(ProfileId::value).sorted().toList());
        return out.endObject().toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it is of another format
     */
    public static Joining decode(byte[] json) {
        return joining(Stored.read(json));
    }

    /** Reads a joining that stands within another stored value. */
    public static Joining joining(Stored stored) {
        return new Joining(
                stored.instant("at"),
                ProfileCodec.profile(stored.object("before")),
                ProfileCodec.profile(stored.object("brought")),
                Set.copyOf(stored.texts("led")),
                stored.texts("with").stream().map(ProfileId::new).collect(Collectors.toSet()));
    }
}
