package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Addresses;
import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.Authentication;
import dev.tidegate.source.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The keys by which a sender that signs nothing proves itself, whatever the source's type. */
final class AuthKeys {
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern USER_AND_PASSWORD = Pattern.compile("(?s)[^:]+:.+");

    /** What stands in a path as it is, so that no sender writes it in another way. */
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_~.-]*[A-Za-z0-9_~-]");

    private static final Key<Secret> BASIC =
            Key.optional("basic", Scalars.secret(USER_AND_PASSWORD, "user:password"), "HTTP Basic: user:password.");
    private static final Key<Secret> BEARER = Key.optional("bearer", Scalars.secret(), "A bearer token.");
    private static final Key<String> NAME = Key.required("name", headerName(), "The header's name.");
    private static final Key<Secret> VALUE = Key.required("value", Scalars.secret(), "The header's value.");
    private static final Key<Authentication> FIXED_HEADER = Key.<Authentication>optional(
            "header",
            ObjectShape.of(v -> new Authentication.Header(v.get(NAME), v.get(VALUE)), NAME, VALUE),
            "A header with a fixed value.");
    private static final Key<Secret> SECRET_PATH = Key.optional(
            "path",
            Scalars.secret(PATH, "letters, digits and - _ . ~"),
            "A secret behind the source's name: /v1/webhooks/NAME/SECRET.");

    private static final String ABOUT = "How a sender that signs nothing proves itself: basic, bearer, header or path.";
    private static final Shape<Authentication> SHAPE = ObjectShape.of(
                    AuthKeys::auth, BASIC, BEARER, FIXED_HEADER, SECRET_PATH)
            .checking(AuthKeys::checkAuth);

    /** {@code auth}. */
    static final Key<Authentication> AUTH = Key.optional("auth", SHAPE, ABOUT);

    /** {@code addresses}. */
    static final Key<List<Cidr>> ADDRESSES = Key.optional(
            "addresses",
            ListShape.<Cidr>some(Addresses.block()),
            "Where the sender may send from: IP addresses and blocks. Behind a proxy, name it in trusted_proxies.");

    private AuthKeys() {}

    /** The name of an HTTP header. */
    static Shape<String> headerName() {
        return Scalars.text(HEADER_NAME, "the name of a header", "the name of an HTTP header, such as X-Signature");
    }

    /** What {@link #AUTH} and {@link #ADDRESSES} come to, for a type that has both and was checked. */
    static Authentication sender(Values values) {
        return sender(values, Optional.empty());
    }

    /**
     * The same for a type that has another proof besides.
     *
     * @param instead what stands in the place of {@link #AUTH}, if it does
     */
    static Authentication sender(Values values, Optional<? extends Authentication> instead) {
        Authentication auth = values.find(AUTH).or(() -> instead).orElse(null);
        return auth != null && !values.isSet(ADDRESSES) ? auth : new Authentication.From(values.get(ADDRESSES), auth);
    }

    /** For a type that has {@link #AUTH} and {@link #ADDRESSES}: one of them there has to be. */
    static void checkSender(Values values) {
        if (!values.isSet(AUTH) && !values.isSet(ADDRESSES)) {
            values.problem("says nothing of how the sender proves itself; allowed: auth, addresses or both");
        }
    }

    private static Authentication auth(Values values) {
        return values.find(BASIC)
                .<Authentication>map(Authentication.Basic::new)
                .or(() -> values.find(BEARER).map(Authentication.Bearer::new))
                .or(() -> values.find(SECRET_PATH).map(Authentication.Path::new))
                .orElseGet(() -> values.get(FIXED_HEADER));
    }

    private static void checkAuth(Values values) {
        if (Stream.of(BASIC, BEARER, FIXED_HEADER, SECRET_PATH)
                        .filter(values::isSet)
                        .count()
                != 1) {
            values.problem("needs one way to prove the sender; allowed: one of basic, bearer, header, path");
        }
    }
}
