package dev.tidegate.source;

import dev.tidegate.domain.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a sender proves itself whose way of doing so is configured. */
public sealed interface Authentication {
    /**
     * A keyed digest of the raw body in a header.
     *
     * @param prefix stands before the digest, such as {@code sha256=}, or empty
     */
    record Signature(List<Secret> secrets, String header, Algorithm algorithm, Encoding encoding, String prefix)
            implements Authentication {
        public Signature {
            secrets = List.copyOf(secrets);
        }
    }

    /** HTTP Basic. */
    record Basic(Secret userAndPassword) implements Authentication {}

    /** A bearer token. */
    record Bearer(Secret token) implements Authentication {}

    /** A header with a fixed value. */
    record Header(String name, Secret value) implements Authentication {}

    /** A secret behind the source's name in the path, for senders that can be given a URL and nothing else. */
    record Path(Secret secret) implements Authentication {}

    /**
     * The sender's address, and whatever it has to prove beside.
     *
     * @param blocks where it may send from
     * @param also null if the address is all
     */
    record From(List<Cidr> blocks, @Nullable Authentication also) implements Authentication {
        public From {
            blocks = List.copyOf(blocks);
        }
    }

    /** The digests that a signature may be made with. */
    enum Algorithm {
        HMAC_SHA256("hmac-sha256", "HmacSHA256"),
        HMAC_SHA512("hmac-sha512", "HmacSHA512"),
        HMAC_SHA1("hmac-sha1", "HmacSHA1");

        private final String label;
        private final String javaName;

        Algorithm(String label, String javaName) {
            this.label = label;
            this.javaName = javaName;
        }

        /** The name used in settings. */
        public String label() {
            return label;
        }

        /** The name that {@link javax.crypto.Mac} knows it by. */
        public String javaName() {
            return javaName;
        }
    }

    /** How a digest is written. */
    enum Encoding {
        /** Upper or lower case. */
        HEX("hex"),
        BASE64("base64");

        private final String label;

        Encoding(String label) {
            this.label = label;
        }

        /** The name used in settings. */
        public String label() {
            return label;
        }
    }
}
