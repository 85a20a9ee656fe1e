package dev.tidegate.ingest;

/** What came of receiving a request's body. */
sealed interface Body {
    /** All of it. */
    record Complete(byte[] bytes) implements Body {}

    /** It has more bytes than allowed; what came is thrown away. */
    record TooLarge() implements Body {}

    /** It did not end within its deadline. */
    record TooSlow() implements Body {}

    /** The process holds as many bytes of bodies as it may. */
    record NoRoom() implements Body {}

    /** Its chunks are not as HTTP demands. */
    record Broken() implements Body {}

    /** The sender went away. */
    record Abandoned() implements Body {}
}
