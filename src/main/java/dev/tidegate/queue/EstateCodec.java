package dev.tidegate.queue;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.json.EventCodec;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.ProfileCodec;
import dev.tidegate.json.Stored;
import dev.tidegate.profile.LineageCodec;
import dev.tidegate.trigger.JourneyCodec;
import dev.tidegate.trigger.RunKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a merged profile leaves, as it goes from one partition to the other. */
final class EstateCodec {
    private EstateCodec() {}

    static byte[] encode(Estate estate) {
        JsonWriter out = new JsonWriter(4_096).startObject();
        out.name("profile").raw(ProfileCodec.encode(estate.profile()));
        out.name("journey").raw(JourneyCodec.encode(estate.journey()));
        out.name("starts").startObject();
        estate.starts()
                .forEach((key, event) ->
                        out.name(key.text()).raw(EventCodec.encode(event).bytes()));
        out.endObject();
        out.name("led").value(estate.led().stream().sorted().toList());
        LineageCodec.write(out, estate.lineage());
        out.name("cause").value(estate.cause().value());
        out.name("by").value(estate.by());
        return out.endObject().toBytes();
    }

    static Estate decode(byte[] json) {
        Stored stored = Stored.read(json);
        Stored events = stored.object("starts");
        Map<RunKey, Event> starts = new HashMap<>();
        stored.map("starts")
                .keySet()
                .forEach(key -> starts.put(RunKey.parse(key), EventCodec.event(events.object(key))));
        return new Estate(
                ProfileCodec.profile(stored.object("profile")),
                JourneyCodec.journey(stored.object("journey")),
                starts,
                stored.has("led") ? Set.copyOf(stored.texts("led")) : Set.of(),
                LineageCodec.lineage(stored),
                new EventId(stored.text("cause")),
                stored.text("by"));
    }
}
