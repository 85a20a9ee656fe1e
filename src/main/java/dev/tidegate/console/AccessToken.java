package dev.tidegate.console;

import java.util.HexFormat;

/**
 * A token of the operator API: its digest only, the token itself is nowhere.
 *
 * @param name who uses it, for the log
 * @param sha256 the SHA-256 of the token, 64 hex digits
 */
public record AccessToken(String name, Role role, String sha256) {
    public AccessToken {
        if (sha256.length() != 64 || !sha256.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("sha256 must be 64 hex digits");
        }
    }

    @Override
    public String toString() {
        return "AccessToken[name=" + name + ", role=" + role.label() + ", sha256=***]";
    }
}
