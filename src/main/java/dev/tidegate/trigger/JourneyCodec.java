package dev.tidegate.trigger;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.Stored;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A journey as it is stored. It is read and written with most events: times are in ms, names are short. */
public final class JourneyCodec {
    private static final long FORMAT = 1;

    private JourneyCodec() {}

    public static byte[] encode(Journey journey) {
        JsonWriter out = new JsonWriter(
                256 + 256 * (journey.runs().size() + journey.recent().size()));
        out.startObject().name("f").value(FORMAT);
        out.name("runs").startList();
        journey.runs().forEach(run -> write(out, run));
        out.endList().name("recent").startList();
        journey.recent().forEach(event -> CancelCodec.write(out, event));
        return out.endList().endObject().toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it is of another format
     */
    public static Journey decode(byte[] json) {
        return journey(Stored.read(json));
    }

    /** Reads a journey that stands within another stored value. */
    public static Journey journey(Stored stored) {
        if (stored.number("f") != FORMAT) {
            throw new IllegalArgumentException("a stored journey is of another format");
        }
        return new Journey(
                stored.objects("runs").stream().map(JourneyCodec::run).toList(),
                stored.objects("recent").stream().map(CancelCodec::event).toList());
    }

    private static void write(JsonWriter out, Run run) {
        out.startObject();
        out.name("t").value(run.key().trigger());
        out.name("m").value(run.key().match());
        out.name("e").value(run.event().value());
        out.name("o").value(run.occurredAt().toEpochMilli());
        if (!run.origin().equals(run.event())) {
            out.name("h").value(run.origin().value());
        }
        Run.Stage stage = run.stage();
        out.name("n").value((long) stage.step());
        out.name("s").value(stage.since().toEpochMilli());
        out.name("d").value(stage.dueAt().toEpochMilli());
        if (stage.quiet()) {
            out.name("q").value(1L);
        }
        CancelCodec.write(out, run.tokens());
        List<MessageId> released = run.released();
        if (released != null) {
            out.name("released").startList();
            released.forEach(message -> out.value(message.value()));
            out.endList();
        }
        Instant forgetAt = run.forgetAt();
        if (forgetAt != null) {
            out.name("x").value(forgetAt.toEpochMilli());
        }
        out.endObject();
    }

    private static Run run(Stored stored) {
        return new Run(
                new RunKey(stored.text("t"), stored.text("m")),
                new EventId(stored.text(stored.has("h") ? "h" : "e")),
                new EventId(stored.text("e")),
                Instant.ofEpochMilli(stored.number("o")),
                CancelCodec.tokens(stored),
                new Run.Stage(
                        stored.has("n") ? stored.integer("n") : 1,
                        Instant.ofEpochMilli(stored.number("s")),
                        Instant.ofEpochMilli(stored.number("d")),
                        stored.has("q")),
                released(stored),
                stored.has("x") ? Instant.ofEpochMilli(stored.number("x")) : null);
    }

    private static @Nullable List<MessageId> released(Stored stored) {
        return stored.has("released")
                ? stored.texts("released").stream().map(MessageId::new).toList()
                : null;
    }
}
