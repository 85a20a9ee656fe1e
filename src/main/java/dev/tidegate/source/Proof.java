package dev.tidegate.source;

import io.vertx.core.Future;

/** Whether a request comes from whom it says. */
public sealed interface Proof {
    Proof PROVEN = new Proven();

    /** A secret that only the source and the gateway know was used on this very body. */
    record Proven() implements Proof {}

    /** It depends on what has to be looked up, such as a certificate. When that fails, the sender is asked to come again. */
    record Later(Future<Proof> proof) implements Proof {}

    /** The request is answered as unauthorised. */
    record Refused(Refusal reason) implements Proof {}
}
