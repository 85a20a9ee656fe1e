package dev.tidegate.source;

/** Whether a request comes from whom it says. */
public sealed interface Proof {
    Proof PROVEN = new Proven();

    /** A secret that only the source and the gateway know was used on this very body. */
    record Proven() implements Proof {}

    /** The request is answered as unauthorised. */
    record Refused(Refusal reason) implements Proof {}
}
