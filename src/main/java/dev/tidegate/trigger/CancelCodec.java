package dev.tidegate.trigger;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.json.EventCodec;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.Stored;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cancelling event as it is stored: in marks, in streams and within a journey. Times are in ms; names are short. */
public final class CancelCodec {
    private static final long FORMAT = 1;

    private CancelCodec() {}

    public static byte[] encode(CancelEvent event) {
        JsonWriter out = new JsonWriter(256).startObject();
        out.name("f").value(FORMAT);
        fields(out, event);
        return out.endObject().toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it is of another format
     */
    public static CancelEvent decode(byte[] json) {
        Stored stored = Stored.read(json);
        if (stored.number("f") != FORMAT) {
            throw new IllegalArgumentException("a stored cancelling event is of another format");
        }
        return event(stored);
    }

    static void write(JsonWriter out, CancelEvent event) {
        out.startObject();
        fields(out, event);
        out.endObject();
    }

    static CancelEvent event(Stored stored) {
        return new CancelEvent(
                new EventId(stored.text("e")),
                stored.text("t"),
                Instant.ofEpochMilli(stored.number("o")),
                Instant.ofEpochMilli(stored.number("r")),
                tokens(stored),
                whole(stored));
    }

    private static void fields(JsonWriter out, CancelEvent event) {
        out.name("e").value(event.id().value());
        out.name("t").value(event.type());
        out.name("o").value(event.occurredAt().toEpochMilli());
        out.name("r").value(event.receivedAt().toEpochMilli());
        write(out, event.tokens());
        Event whole = event.whole();
        if (whole != null) {
            out.name("w").raw(EventCodec.encode(whole).bytes());
        }
    }

    private static @Nullable Event whole(Stored stored) {
        return stored.has("w") ? EventCodec.event(stored.object("w")) : null;
    }

    /** Writes tokens as the field {@code k}; none when there are none. */
    static void write(JsonWriter out, Set<Token> tokens) {
        if (!tokens.isEmpty()) {
            out.name("k").startObject();
            for (Token token : tokens) {
                out.name(token.property()).value(token.value());
            }
            out.endObject();
        }
    }

    static Set<Token> tokens(Stored stored) {
        if (!stored.has("k")) {
            return Set.of();
        }
        Set<Token> tokens = new LinkedHashSet<>();
        stored.textsByName("k").forEach((property, value) -> tokens.add(new Token(property, value)));
        return tokens;
    }
}
