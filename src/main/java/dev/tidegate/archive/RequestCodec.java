package dev.tidegate.archive;

import dev.tidegate.domain.EventId;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.Stored;
import java.util.LinkedHashMap;
import java.util.Map;

/** A recorded request as JSON. */
public final class RequestCodec {
    private RequestCodec() {}

    public static byte[] encode(RecordedRequest request) {
        JsonWriter out = new JsonWriter(request.body().length() + 512).startObject();
        out.name("call").value(request.call());
        out.name("headers").value(request.headers());
        out.name("events").value(request.events().stream().map(EventId::value).toList());
        out.name("body").value(request.body());
        return out.endObject().toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static RecordedRequest decode(byte[] json) {
        Stored stored = Stored.read(json);
        Map<String, String> headers = new LinkedHashMap<>();
        stored.map("headers").forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
        return new RecordedRequest(
                stored.text("call"),
                headers,
                stored.text("body"),
                stored.texts("events").stream().map(EventId::new).toList());
    }
}
