package dev.tidegate.connector.http;

import dev.tidegate.connector.EspAnswer;

/** What came of one call by HTTP, or of one mail. A reason is a short sentence for people and holds no personal data. */
public sealed interface HttpResult {

    /** There was an answer; a long body is cut, and a body that did not end in time is what there was of it. */
    record Answered(EspAnswer answer) implements HttpResult {}

    /** The request has surely not been sent. */
    record NotSent(String reason) implements HttpResult {}

    /** The request was sent, at least in part, and no usable answer came: it may have been carried out. */
    record NoAnswer(String reason) implements HttpResult {}

    /** The host is at an address that may not be connected to. */
    record Forbidden(String reason) implements HttpResult {}
}
