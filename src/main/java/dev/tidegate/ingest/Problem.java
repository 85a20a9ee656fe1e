package dev.tidegate.ingest;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a request is refused, as RFC 9457 has it. No text in it comes from the request.
 *
 * @param type the last part of the type's URN
 * @param detail says what to do
 * @param rejected what is wrong with each event, where events could be read
 */
record Problem(int status, String type, String title, String detail, List<Rejection> rejected) {
    private static final int SUMMED_UP = 5;

    static final Problem UNKNOWN_PATH = of(
            404,
            "unknown-path",
            "Nothing is here",
            "Post webhooks to /v1/webhooks/{source}, tracking calls to /v1/track, identify, page, screen, group, alias"
                    + " or batch.");

    static final Problem UNKNOWN_SOURCE = of(
            404,
            "unknown-source",
            "No such source",
            "Check the last part of the path: it must be the name of a source in sources.yaml.");

    static final Problem NOT_POST = of(405, "method-not-allowed", "Method not allowed", "Send the event with POST.");

    static final Problem NO_SUCH_METHOD =
            of(405, "method-not-allowed", "Method not allowed", "Look at the page with GET, send its form with POST.");

    static final Problem NOT_GET = of(405, "method-not-allowed", "Method not allowed", "It can be read with GET.");

    static final Problem PAGE_UNAVAILABLE =
            of(503, "unavailable", "The page cannot be shown now", "Please try again in a moment.");

    static final Problem UNPROVEN = of(
            401,
            "unproven",
            "Not proven to come from this source",
            "Check the secret that the request is signed with, that the body is sent exactly as signed, and the"
                    + " sender's clock.");

    static final Problem TOO_SLOW =
            of(408, "too-slow", "The body took too long", "Send the whole body at once, or in smaller requests.");

    static final Problem BROKEN = of(
            400,
            "malformed-http",
            "Not valid HTTP",
            "Send one Content-Length or chunked encoding, not both, and a Host header.");

    static final Problem LINE_TOO_LONG =
            of(414, "uri-too-long", "The request line is too long", "Send what is long in the body.");

    static final Problem HEADERS_TOO_LARGE =
            of(431, "headers-too-large", "The headers are too large", "Send fewer and shorter headers.");

    static final Problem OVERLOADED = of(
            503,
            "overloaded",
            "Too much to do",
            "Send the same request again after the seconds in Retry-After; an event that was stored already is told as"
                    + " a duplicate.");

    static final Problem UNAVAILABLE = of(
            503,
            "unavailable",
            "Events cannot be stored now",
            "Send the same request again after the seconds in Retry-After; an event that was stored already is told as"
                    + " a duplicate.");

    static final Problem INTERNAL = of(
            500,
            "internal",
            "Something went wrong here",
            "The event was not stored. Send the same request again; if this stays, tell the operator.");

    Problem {
        rejected = List.copyOf(rejected);
    }

    static Problem wrongType(Iterable<String> contentTypes) {
        return of(
                415,
                "unsupported-media-type",
                "Content type not supported",
                "Send Content-Type: " + String.join(", ", contentTypes) + " in UTF-8.");
    }

    static Problem wrongEncoding() {
        return of(
                415,
                "unsupported-content-encoding",
                "Content encoding not supported",
                "Send the body uncompressed, without a Content-Encoding header.");
    }

    static Problem tooLarge(int maxBytes) {
        return of(
                413,
                "too-large",
                "The body is too large",
                "A body may have up to " + maxBytes + " bytes; send fewer events in one request.");
    }

    static Problem unreadable(String reason) {
        return of(400, "malformed", "The body cannot be read", reason);
    }

    static Problem invalid(List<Rejection> rejected) {
        return new Problem(
                422,
                "invalid-events",
                "No valid event",
                "Correct the fields named in rejected and send again.",
                rejected);
    }

    /** For the operator: what was wrong with the first events, or what the sender is told to do. */
    String summary() {
        return rejected.isEmpty()
                ? detail
                : rejected.stream().limit(SUMMED_UP).map(Problem::summary).collect(Collectors.joining("; "));
    }

    private static String summary(Rejection rejection) {
        return rejection.errors().stream()
                .map(error -> error.field() + " " + error.code().label())
                .collect(Collectors.joining(", ", "event " + rejection.index() + ": ", ""));
    }

    /** The same told with the status that the source's provider understands. */
    Problem as(int otherStatus) {
        return otherStatus == status ? this : new Problem(otherStatus, type, title, detail, rejected);
    }

    private static Problem of(int status, String type, String title, String detail) {
        return new Problem(status, type, title, detail, List.of());
    }
}
