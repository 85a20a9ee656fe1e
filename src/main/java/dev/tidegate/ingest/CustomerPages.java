package dev.tidegate.ingest;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The pages of the public port that customers see. */
@FunctionalInterface
public interface CustomerPages {
    Future<Page> answer(Visit visit);

    /** What a visitor may want. */
    enum Kind {
        PREFERENCES,
        UNSUBSCRIBE
    }

    /**
     * One visit.
     *
     * @param token as it stands in the path
     * @param languages the Accept-Language header, empty if there is none
     * @param form what was sent, null when the page is only looked at
     */
    record Visit(
            Kind kind,
            String token,
            String languages,
            @Nullable String form) {}

    /**
     * What a visitor sees.
     *
     * @param language of the text, such as {@code en}
     */
    record Page(int status, String language, String html) {}
}
