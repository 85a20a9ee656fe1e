package dev.tidegate.source;

import dev.tidegate.domain.Secret;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What making a source from its settings came to. */
public sealed interface Prepared {
    /**
     * The settings are sound.
     *
     * @param perEventLoop gives each event loop a source of its own
     */
    record Ready(String name, Function<SourceTools, Source> perEventLoop, Signer signer) implements Prepared {
        /** A source that needs nothing beside the request. */
        public static Ready of(String name, Supplier<Source> perEventLoop, Signer signer) {
            return new Ready(name, tools -> perEventLoop.get(), signer);
        }
    }

    /**
     * A source with shared secrets: each of them proves, the first one signs.
     */
    static Prepared signed(
            String name,
            List<Secret> secrets,
            Function<SourceTools, Source> perEventLoop,
            Function<Secret, Signer> signer) {
        return secrets.isEmpty()
                ? Faulty.of("secrets", "at least one is needed")
                : new Ready(name, perEventLoop, signer.apply(secrets.getFirst()));
    }

    /** The settings cannot be used; all that was found. */
    record Faulty(List<Problem> problems) implements Prepared {
        public Faulty {
            problems = List.copyOf(problems);
        }

        /** One fault of a key as a whole. */
        public static Faulty of(String key, String message) {
            return new Faulty(List.of(new Problem(key, 1, 1, message)));
        }
    }

    /**
     * One fault.
     *
     * @param key the key below the source's own, such as {@code event.email} or {@code secrets[1]}
     * @param line counted from 1, within the key's value
     * @param column counted from 1, within that line
     * @param message says what is wrong and what is allowed; holds no secret
     */
    record Problem(String key, int line, int column, String message) {}
}
