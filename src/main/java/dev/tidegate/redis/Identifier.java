package dev.tidegate.redis;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Digests;
import java.util.Locale;

/**
 * Something that a customer or a basket is known by, as far as key names go: a digest of its kind and value, so that no
 * address stands in a key.
 */
public record Identifier(String digest) {
    public static Identifier customerId(String idSpace, String customerId) {
        return of('c', idSpace + '\0' + customerId);
    }

    /** @param email lower case whole */
    public static Identifier email(String email) {
        return of('e', email);
    }

    /** @param phone E.164 */
    public static Identifier phone(String phone) {
        return of('p', phone);
    }

    /** The address that a channel writes to. */
    public static Identifier address(Channel channel, String address) {
        return channel == Channel.EMAIL ? email(address.toLowerCase(Locale.ROOT)) : phone(address);
    }

    public static Identifier anonymousId(String idSpace, String anonymousId) {
        return of('a', idSpace + '\0' + anonymousId);
    }

    /** A property, such as {@code checkout_token}, and its value. */
    public static Identifier token(String property, String value) {
        return of('t', property + '\0' + value);
    }

    private static Identifier of(char kind, String text) {
        return new Identifier(Digests.of(kind + text));
    }
}
