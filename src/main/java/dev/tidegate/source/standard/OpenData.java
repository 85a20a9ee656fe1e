package dev.tidegate.source.standard;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.source.FieldError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of a body whose format leaves it open. The customer stands in {@code customer}, or beside the
 * rest; the properties stand in {@code properties}, or are the rest.
 */
public final class OpenData {
    private static final Set<String> NO_PROPERTIES =
            Set.of("customer", "customer_id", "email", "phone", "anonymous_id", "consent", "context", "country");
    private static final String CONSENT_UPDATED = "consent_updated";

    private OpenData() {}

    public static void read(Fields data, EventDraft draft) {
        Fields customer = data.object("customer");
        draft.customerId(customer.isEmpty() ? data.get("customer_id") : customer.firstOf("id", "customer_id"));
        Fields named = customer.isEmpty() ? data : customer;
        draft.email(named.get("email"));
        draft.country(named.text("country"));
        draft.phone(named.get("phone"), named.text("country"));
        draft.anonymousId(named.has("anonymous_id") ? named.get("anonymous_id") : data.get("anonymous_id"));
        draft.trait("first_name", customer.text("first_name"));
        draft.trait("last_name", customer.text("last_name"));
        draft.locale(customer.text("locale"));
        properties(data, draft);
        data.object("context").plain().forEach(draft::context);
        consents(data, draft);
    }

    private static void properties(Fields data, EventDraft draft) {
        Map<String, Object> properties = new LinkedHashMap<>();
        (data.has("properties") ? data.object("properties") : data).plain().forEach((name, value) -> {
            if (data.has("properties") || !NO_PROPERTIES.contains(name)) {
                properties.put(name, value);
            }
        });
        draft.properties(CommerceNames.canonical(properties));
    }

    private static void consents(Fields data, EventDraft draft) {
        data.object("consent").plain().forEach((channel, state) -> consent(channel, state, draft));
        if (CONSENT_UPDATED.equals(draft.type())) {
            Fields said = data.has("channel") ? data : data.object("properties");
            if (said.has("channel") || said.has("state")) {
                consent(String.valueOf(said.get("channel")), said.get("state"), draft);
            }
        }
    }

    private static void consent(String name, @Nullable Object value, EventDraft draft) {
        Channel channel = Consents.channel(name);
        ConsentState state = Consents.state(value);
        if (channel == null || state == null) {
            draft.error("consent", FieldError.Code.VALUE, "allowed are the channels email and sms, granted or denied");
        } else {
            draft.consent(channel, state, null);
        }
    }
}
