package dev.tidegate.source.segment;

import dev.tidegate.source.standard.Fields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The calls of the tracking API. */
enum SegmentCall {
    TRACK,
    PAGE,
    SCREEN,
    IDENTIFY,
    /** Joins two ids of one customer. */
    ALIAS,
    /** Joins a customer to a company, which we do not keep. */
    GROUP,
    BATCH;

    /** The call of that name, or null. */
    static @Nullable SegmentCall named(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "track", "t" -> TRACK;
            case "page", "p" -> PAGE;
            case "screen", "s" -> SCREEN;
            case "identify", "i" -> IDENTIFY;
            case "alias", "a" -> ALIAS;
            case "group", "g" -> GROUP;
            case "batch", "b", "import" -> BATCH;
            default -> null;
        };
    }

    /**
     * The call that the path names, else the one that the body names; a body with a list of calls is a batch. A payload of
     * one of Segment's own paths names none, and comes without that path where it is posted to the source's; it is known by
     * what only that call has.
     */
    static @Nullable SegmentCall of(String path, Fields body) {
        SegmentCall named = named(path);
        if (named != null) {
            return named;
        }
        if (body.has("batch")) {
            return BATCH;
        }
        return body.has("type") || body.has("action") ? inBatch(body) : byContent(body);
    }

    private static @Nullable SegmentCall byContent(Fields body) {
        if (body.has("event")) {
            return TRACK;
        }
        if (body.has("groupId")) {
            return GROUP;
        }
        if (body.has("previousId")) {
            return ALIAS;
        }
        return body.has("traits") ? IDENTIFY : null;
    }

    /** The call that one element of a batch is. */
    static @Nullable SegmentCall inBatch(Fields call) {
        SegmentCall named = named(call.text(call.has("type") ? "type" : "action"));
        return named == BATCH ? null : named;
    }
}
