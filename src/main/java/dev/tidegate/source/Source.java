package dev.tidegate.source;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One configured source: knows its provider's way of proving a request and of saying what happened.
 *
 * <p>Made once per event loop and called by that loop only, so that it may reuse what is costly to make, such as a {@link
 * javax.crypto.Mac}. Neither call blocks, throws, or keeps anything of the request.
 */
public interface Source {
    Set<String> JSON_ONLY = Set.of("application/json");

    /** The configured name. */
    String name();

    /** Whether the sender is who it says; looks at the raw body. */
    Proof prove(Request request);

    /** The events of a request that was proven. */
    Reading read(Request request);

    /** The content types it reads, without parameters, lower case. */
    default Set<String> contentTypes() {
        return JSON_ONLY;
    }

    /** Whether the path may go on behind the source's name, with {@link Arrival#call()}; where it may not, there is nothing. */
    default boolean takesPath() {
        return false;
    }

    /**
     * What a request by another method than POST is answered, by which some providers make sure that somebody is there; null
     * for none.
     *
     * @param method in upper case
     */
    default @Nullable Greeting greet(String method, Headers headers, String query) {
        return null;
    }

    /** Headers, lower case, that its settings name as proof; they are not to be kept. */
    default Set<String> proofHeaders() {
        return Set.of();
    }

    /** How it answers. */
    default Answers answers() {
        return Answers.DEFAULT;
    }
}
