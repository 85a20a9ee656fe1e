package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ListShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.Authentication;
import dev.tidegate.source.Authentication.Algorithm;
import dev.tidegate.source.Authentication.Encoding;
import dev.tidegate.source.SourceSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of a source of type {@code json}. */
final class JsonSourceKeys {
    private static final Key<String> HEADER =
            Key.required("header", AuthKeys.headerName(), "The header with the signature.");
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

    private static final String PROOFS = "secrets with signature, or auth, and addresses beside or instead";

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
                    AuthKeys.AUTH,
                    AuthKeys.ADDRESSES,
                    EVENT)
            .checking(JsonSourceKeys::checkProof);

    private JsonSourceKeys() {}

    private static Key<String> expression(String name, String about) {
        return Key.optional(name, Scalars.text(), "CEL over body and headers: " + about + ".");
    }

    private static Map<String, String> event(Values values) {
        Map<String, String> event = new LinkedHashMap<>();
        EVENT_KEYS.forEach(key -> values.find(key).ifPresent(text -> event.put(key.name(), text)));
        return event;
    }

    private static Authentication authentication(Values values) {
        return AuthKeys.sender(
                values,
                values.find(SIGNATURE)
                        .map(form -> new Authentication.Signature(
                                values.get(SECRETS), form.header, form.algorithm, form.encoding, form.prefix)));
    }

    private static void checkProof(Values values) {
        boolean secrets = values.isSet(SECRETS);
        boolean signature = values.isSet(SIGNATURE);
        if (values.isSet(AuthKeys.AUTH) && (secrets || signature)) {
            values.problem(
                    AuthKeys.AUTH, "stands beside " + (secrets ? "secrets" : "signature") + "; allowed: " + PROOFS);
        } else if (secrets != signature) {
            values.problem((secrets ? "has secrets without signature" : "has signature without secrets") + "; allowed: "
                    + PROOFS);
        } else if (!secrets && !values.isSet(AuthKeys.AUTH) && !values.isSet(AuthKeys.ADDRESSES)) {
            values.problem("says nothing of how the sender proves itself; allowed: " + PROOFS);
        }
    }

    /** How a signature is written, without the secrets. */
    private record SignatureForm(String header, Algorithm algorithm, Encoding encoding, String prefix) {}
}
