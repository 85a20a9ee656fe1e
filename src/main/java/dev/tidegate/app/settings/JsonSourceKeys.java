package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.Authentication;
import dev.tidegate.source.Authentication.Algorithm;
import dev.tidegate.source.Authentication.Encoding;
import dev.tidegate.source.SourceSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The keys of a source of type {@code json}. */
final class JsonSourceKeys {
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern USER_AND_PASSWORD = Pattern.compile("(?s)[^:]+:.+");

    private static final Key<String> HEADER = Key.required("header", headerName(), "The header with the signature.");
    private static final Key<Algorithm> ALGORITHM = Key.optional(
                    "algorithm", Scalars.choice(Algorithm.class, Algorithm::label), "The digest it is made with.")
            .or("hmac-sha256");
    private static final Key<Encoding> ENCODING = Key.optional(
                    "encoding", Scalars.choice(Encoding.class, Encoding::label), "How the digest is written.")
            .or("hex");
    private static final Key<String> PREFIX =
            Key.optional("prefix", Scalars.text(), "What stands before the digest in the header.");
    private static final Key<SignatureForm> SIGNATURE = Key.optional(
            "signature",
            ObjectShape.of(
                    v -> new SignatureForm(
                            v.get(HEADER),
                            v.get(ALGORITHM),
                            v.get(ENCODING),
                            v.find(PREFIX).orElse("")),
                    HEADER,
                    ALGORITHM,
                    ENCODING,
                    PREFIX),
            "How the sender signs the raw body with one of the secrets.");
    private static final Key<List<Secret>> SECRETS = Key.optional(
            "secrets",
            ListShape.<Secret>some(Scalars.secret()),
            "What the sender signs with, beside signature; any of several will do.");

    private static final Key<Secret> BASIC =
            Key.optional("basic", Scalars.secret(USER_AND_PASSWORD, "user:password"), "HTTP Basic: user:password.");
    private static final Key<Secret> BEARER = Key.optional("bearer", Scalars.secret(), "A bearer token.");
    private static final Key<String> NAME = Key.required("name", headerName(), "The header's name.");
    private static final Key<Secret> VALUE = Key.required("value", Scalars.secret(), "The header's value.");
    private static final Key<Authentication> FIXED_HEADER = Key.<Authentication>optional(
            "header",
            ObjectShape.of(v -> new Authentication.Header(v.get(NAME), v.get(VALUE)), NAME, VALUE),
            "A header with a fixed value.");
    private static final Key<Authentication> AUTH = Key.optional(
            "auth",
            ObjectShape.of(JsonSourceKeys::auth, BASIC, BEARER, FIXED_HEADER).checking(JsonSourceKeys::checkAuth),
            "How a sender that signs nothing proves itself: basic, bearer or header.");

    /** The same where a sender has no other way. */
    static final Key<Authentication> CREDENTIAL = Key.required(
            "auth",
            ObjectShape.of(JsonSourceKeys::auth, BASIC, BEARER, FIXED_HEADER).checking(JsonSourceKeys::checkAuth),
            "How the sender proves itself: basic, bearer or header.");

    private static final List<Key<String>> EVENT_KEYS = List.of(
            expression("id", "the sender's id of the event; a hash of the body by default"),
            Key.required("type", Scalars.text(), "CEL over body and headers: the type of the event."),
            expression("occurred_at", "when it happened"),
            expression("customer_id", "the sender's id of the customer"),
            expression("email", "the customer's e-mail address"),
            expression("phone", "the customer's phone number"),
            expression("anonymous_id", "a tracker's id of the browser or device"),
            expression("properties", "a map with the event's properties"),
            expression("context", "a map with what surrounds the event"),
            expression("consent", "a map from email and sms to granted or denied"));
    private static final Key<Map<String, String>> EVENT = Key.required(
            "event",
            ObjectShape.of(List.copyOf(EVENT_KEYS), JsonSourceKeys::event),
            "How an event is read from the body.");

    static final ObjectShape<SourceSettings> SHAPE = SourceKeys.of(
                    v -> new SourceSettings.Json(SourceKeys.entry(v), authentication(v), v.get(EVENT)),
                    SECRETS,
                    SIGNATURE,
                    AUTH,
                    EVENT)
            .checking(JsonSourceKeys::checkProof);

    private JsonSourceKeys() {}

    private static Key<String> expression(String name, String about) {
        return Key.optional(name, Scalars.text(), "CEL over body and headers: " + about + ".");
    }

    private static Shape<String> headerName() {
        return Scalars.text(HEADER_NAME, "the name of a header", "the name of an HTTP header, such as X-Signature");
    }

    private static Map<String, String> event(Values values) {
        Map<String, String> event = new LinkedHashMap<>();
        EVENT_KEYS.forEach(key -> values.find(key).ifPresent(text -> event.put(key.name(), text)));
        return event;
    }

    private static Authentication auth(Values values) {
        return values.find(BASIC)
                .<Authentication>map(Authentication.Basic::new)
                .or(() -> values.find(BEARER).map(Authentication.Bearer::new))
                .orElseGet(() -> values.get(FIXED_HEADER));
    }

    private static Authentication authentication(Values values) {
        return values.find(AUTH).orElseGet(() -> {
            SignatureForm form = values.get(SIGNATURE);
            return new Authentication.Signature(
                    values.get(SECRETS), form.header, form.algorithm, form.encoding, form.prefix);
        });
    }

    private static void checkAuth(Values values) {
        if (Stream.of(BASIC, BEARER, FIXED_HEADER).filter(values::isSet).count() != 1) {
            values.problem("needs one way to prove the sender; allowed: one of basic, bearer, header");
        }
    }

    private static void checkProof(Values values) {
        boolean secrets = values.isSet(SECRETS);
        boolean signature = values.isSet(SIGNATURE);
        if (values.isSet(AUTH) && (secrets || signature)) {
            values.problem(
                    AUTH,
                    "stands beside " + (secrets ? "secrets" : "signature")
                            + "; allowed: secrets with signature, or auth");
        } else if (secrets != signature) {
            values.problem((secrets ? "has secrets without signature" : "has signature without secrets")
                    + "; allowed: secrets with signature, or auth");
        } else if (!secrets && !values.isSet(AUTH)) {
            values.problem("says nothing of how the sender proves itself; allowed: secrets with signature, or auth");
        }
    }

    /** How a signature is written, without the secrets. */
    private record SignatureForm(String header, Algorithm algorithm, Encoding encoding, String prefix) {}
}
