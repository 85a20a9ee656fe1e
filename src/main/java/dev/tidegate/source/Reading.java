package dev.tidegate.source;

import dev.tidegate.json.JsonResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;

/** What a body holds. */
public sealed interface Reading {
    /**
     * The events in the order sent, at least one.
     *
     * @param batch whether the sender sent a list, so that even one event is answered as the first of a list
     */
    record Events(List<Item> items, boolean batch) implements Reading {
        public Events {
            if (items.isEmpty()) {
                throw new IllegalArgumentException("a body without events is unreadable");
            }
            items = List.copyOf(items);
        }

        /** A body that is one event. */
        public static Events of(Item item) {
            return new Events(List.of(item), false);
        }
    }

    /** No event: the provider only makes sure that somebody is there, and wants this very answer. */
    record Greeted(Greeting greeting) implements Reading {}

    /** Something has to be done first, such as confirming a subscription. When that fails, the sender is asked to come again. */
    record Later(Future<Reading> reading) implements Reading {}

    /**
     * The body is not what the source sends.
     *
     * @param message for the sender; holds nothing of the body
     */
    record Unreadable(String message) implements Reading {
        /** The body is no JSON that we accept. */
        public static Unreadable of(JsonResult.Malformed malformed) {
            return new Unreadable(String.format(
                    Locale.ROOT, "the body cannot be read: %s at byte %d", malformed.message(), malformed.offset()));
        }
    }
}
