package dev.tidegate.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password, key or token. It prints as {@code ***}; only {@link #reveal()} gives it away. */
public final class Secret {
    /** What stands in the place of a secret wherever settings are shown. */
    public static final String MASK = "***";

    private final String value;

    public Secret(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        this.value = value;
    }

    /** The secret itself, for signing and authenticating only. */
    public String reveal() {
        return value;
    }

    /** Takes as long for a wrong secret as for the right one of the same length. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
