package dev.tidegate.ingest;

import dev.tidegate.source.Source;
import dev.tidegate.source.SourceTools;
import java.util.Set;
import java.util.function.Function;

/** One configured source that the public port serves. */
public sealed interface ServedSource {
    String name();

    /** Gives each event loop a source of its own. */
    Function<SourceTools, Source> perEventLoop();

    /** A source that posts to {@code /v1/webhooks/{name}}. */
    record Webhook(String name, Function<SourceTools, Source> perEventLoop) implements ServedSource {}

    /**
     * A source that speaks the tracking API, and is told from others by its write key.
     *
     * @param origins the pages that browsers may call it from, such as {@code https://shop.example}; {@code *} is any
     */
    record Tracker(String name, Function<SourceTools, Source> perEventLoop, Set<String> origins)
            implements ServedSource {
        public Tracker {
            origins = Set.copyOf(origins);
        }
    }
}
