package dev.tidegate.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells where the paths of the public port lead. */
final class Directory {
    private static final String WEBHOOKS = "/v1/webhooks/";
    private static final String PREFERENCES = "/v1/preferences/";
    private static final String UNSUBSCRIBE = "/v1/unsubscribe/";
    private static final List<String> CALLS = List.of("track", "identify", "page", "screen", "group", "alias", "batch");

    /** What is counted under no source's name. */
    private static final String UNKNOWN = "unknown";

    private static final Place NO_SOURCE = new Place.Nowhere(Problem.UNKNOWN_SOURCE);
    private static final Place NOTHING = new Place.Nowhere(Problem.UNKNOWN_PATH);

    private final Map<String, Place> webhooks = new HashMap<>();
    private final Map<String, Place> calls = new HashMap<>();
    private final Cors cors;

    Directory(Collection<ServedSource> sources, Instruments instruments) {
        List<Desk> trackers = new ArrayList<>();
        Set<String> origins = new HashSet<>();
        for (ServedSource served : sources) {
            Desk desk = Desk.of(served, instruments);
            webhooks.put(served.name(), new Place.Webhook(Desks.of(desk), ""));
            if (served instanceof ServedSource.Tracker tracker) {
                trackers.add(desk);
                origins.addAll(tracker.origins());
            }
        }
        this.cors = new Cors(origins);
        if (!trackers.isEmpty()) {
            Desks desks = Desks.ofTrackers(
                    trackers,
                    trackers.size() == 1
                            ? trackers.getFirst().meter()
                            : instruments.metrics().of(UNKNOWN));
            CALLS.forEach(call -> calls.put("/v1/" + call, new Place.Call(desks, call)));
            calls.put("/v1/tidegate.js", new Place.Script());
        }
    }

    /** Names are compared as they were sent: an encoded or otherwise disguised one is none of ours. */
    Place find(@Nullable String path) {
        if (path == null) {
            return NOTHING;
        }
        if (path.startsWith(WEBHOOKS)) {
            return webhook(path.substring(WEBHOOKS.length()));
        }
        if (path.startsWith(PREFERENCES)) {
            return new Place.Page(CustomerPages.Kind.PREFERENCES, path.substring(PREFERENCES.length()));
        }
        if (path.startsWith(UNSUBSCRIBE)) {
            return new Place.Page(CustomerPages.Kind.UNSUBSCRIBE, path.substring(UNSUBSCRIBE.length()));
        }
        return calls.getOrDefault(path, NOTHING);
    }

    /** What stands behind the name is the source's, if it has a use for it. */
    private Place webhook(String rest) {
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return webhooks.getOrDefault(rest, NO_SOURCE);
        }
        return webhooks.get(rest.substring(0, slash)) instanceof Place.Webhook(Desks desks, var none)
                        && desks.takesPath()
                ? new Place.Webhook(desks, rest.substring(slash + 1))
                : NO_SOURCE;
    }

    /** What the pages of all trackers' origins may do. */
    Cors cors() {
        return cors;
    }

    /** Where a path leads. */
    sealed interface Place {
        /** @param rest what stands behind the source's name */
        record Webhook(Desks desks, String rest) implements Place {}

        /** A call of the tracking API, such as {@code track}. */
        record Call(Desks desks, String call) implements Place {}

        /** A customer's own page. */
        record Page(CustomerPages.Kind kind, String token) implements Place {}

        /** The browser snippet, which is there when there is a tracker that it can tell. */
        record Script() implements Place {}

        record Nowhere(Problem problem) implements Place {}
    }
}
