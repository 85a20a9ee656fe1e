package dev.tidegate.queue;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.ProfileCodec;
import dev.tidegate.json.Stored;
import dev.tidegate.profile.LineageCodec;
import dev.tidegate.profile.SeenEvent;

/** What an unmerged profile gets back, as it goes from one partition to the other. */
final class PartedCodec {
    private PartedCodec() {}

    static byte[] encode(Parted parted) {
        JsonWriter out = new JsonWriter(2_048).startObject();
        out.name("survivor").value(parted.survivor().value());
        out.name("cause").value(parted.cause().text());
        out.name("before").raw(ProfileCodec.encode(parted.before()));
        out.name("brought").raw(ProfileCodec.encode(parted.brought()));
        LineageCodec.write(out, parted.lineage());
        out.name("id_spaces").value(parted.idSpaces());
        return out.endObject().toBytes();
    }

    static Parted decode(byte[] json) {
        Stored stored = Stored.read(json);
        return new Parted(
                new ProfileId(stored.text("survivor")),
                SeenEvent.parse(stored.text("cause")),
                ProfileCodec.profile(stored.object("before")),
                ProfileCodec.profile(stored.object("brought")),
                LineageCodec.lineage(stored),
                stored.texts("id_spaces"));
    }
}
