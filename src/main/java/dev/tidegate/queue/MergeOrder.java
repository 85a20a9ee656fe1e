package dev.tidegate.queue;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.ProfileId;
import java.nio.charset.StandardCharsets;

/**
 * That a profile is to be merged into another.
 *
 * @param cause the event that showed that both are one customer
 * @param by the kind of identifier by which it did
 */
record MergeOrder(ProfileId into, EventId cause, String by) {
    static MergeOrder parse(byte[] body) {
        String[] parts = new String(body, StandardCharsets.UTF_8).split(" ", -1);
        return new MergeOrder(new ProfileId(parts[0]), new EventId(parts[1]), parts[2]);
    }

    byte[] body() {
        return Bytes.of(into.value() + " " + cause.value() + " " + by);
    }
}
