package dev.tidegate.queue;

import dev.tidegate.domain.ProfileId;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.Stored;
import dev.tidegate.profile.JoiningCodec;
import dev.tidegate.profile.LineageCodec;
import dev.tidegate.profile.SeenEvent;

/** What an unmerged profile gets back, as it goes from one partition to the other. */
final class PartedCodec {
    private PartedCodec() {}

    static byte[] encode(Parted parted) {
        JsonWriter out = new JsonWriter(2_048).startObject();
        out.name("survivor").value(parted.survivor().value());
        out.name("cause").value(parted.cause().text());
        out.name("joining").raw(JoiningCodec.encode(parted.joining()));
        LineageCodec.write(out, parted.lineage());
        out.name("id_spaces").value(parted.idSpaces());
        return out.endObject().toBytes();
    }

    static Parted decode(byte[] json) {
        Stored stored = Stored.read(json);
        return new Parted(
                new ProfileId(stored.text("survivor")),
                SeenEvent.parse(stored.text("cause")),
                JoiningCodec.joining(stored.object("joining")),
                LineageCodec.lineage(stored),
                stored.texts("id_spaces"));
    }
}
