package dev.tidegate.source;

import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import org.jspecify.annotations.Nullable;

/** A request as a source sees it. The body is read as JSON once, however many ask. For one event loop. */
public final class Request {
    private static final JsonReader READER = new JsonReader(JsonLimits.DEFAULT);

    private final Headers headers;
    private final byte[] body;
    private final Arrival arrival;
    private @Nullable JsonResult json;

    /** @param body the raw bytes as they were signed; not to be changed any more */
    public Request(Headers headers, byte[] body, Arrival arrival) {
        this.headers = headers;
        this.body = body;
        this.arrival = arrival;
    }

    public Headers headers() {
        return headers;
    }

    /** The raw bytes, which are what a signature is over. */
    public byte[] body() {
        return body;
    }

    public Arrival arrival() {
        return arrival;
    }

    /** The body as JSON. */
    public JsonResult json() {
        if (json == null) {
            json = READER.read(body);
        }
        return json;
    }
}
