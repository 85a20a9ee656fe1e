package dev.tidegate.source;

import java.security.PrivateKey;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Signs a body as a source's provider does, for the {@code send} command, the demo and tests. */
public interface Signer {
    /** A signer of nothing until it has the private key, which settings do not hold. */
    static Signer needingKey(String obstacle, Function<PrivateKey, Signer> keyed) {
        return new Signer() {
            @Override
            public Map<String, String> sign(byte[] body, Delivery delivery) {
                throw new UnsupportedOperationException(obstacle);
            }

            @Override
            public String obstacle() {
                return obstacle;
            }

            @Override
            public Signer with(PrivateKey key) {
                return keyed.apply(key);
            }
        };
    }

    /** The same with a private key, where the settings have only the public one; else just the same. */
    default Signer with(PrivateKey key) {
        return this;
    }

    /** Why nobody but the provider can sign, or null where the settings are enough. */
    default @Nullable String obstacle() {
        return null;
    }

    /** The bytes to send for a payload: the payload itself, unless the provider writes the proof into it. */
    default byte[] bodyOf(byte[] payload, Delivery delivery) {
        return payload;
    }

    /** The headers to send along with exactly these bytes. */
    Map<String, String> sign(byte[] body, Delivery delivery);

    /** What stands behind the source's name in the path, with its slash; empty where nothing does. */
    default String path() {
        return "";
    }

    /**
     * What a provider says about a delivery beside its body.
     *
     * @param id its delivery id; the same id again makes a duplicate
     * @param at when it is sent
     * @param topic what happened, for providers that say so in a header; else empty
     */
    record Delivery(String id, Instant at, String topic) {}
}
