package dev.tidegate.source.segment;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.source.standard.CommerceNames;
import dev.tidegate.source.standard.Consents;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.EventTypes;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One call's content as an event. */
final class SegmentEvent {
    /** Names of Segment's specification that are not just ours in another style. */
    private static final Map<String, String> RENAMED = Map.of(
            "email_marked_as_spam",
            "email_complained",
            "email_link_clicked",
            "email_clicked",
            "segment_consent_preference_updated", // a customer has changed their mind
            "consent_updated");

    /** What stands elsewhere in the event. */
    private static final Set<String> NO_PROPERTIES = Set.of("email", "phone", "consent");

    private static final Set<String> NO_FURTHER_TRAITS = Set.of(
            "email", "phone", "consent", "country", "address", "firstName", "lastName", "locale", "id", "anonymousId");

    private final Fields call;
    private final Fields context;
    private final Fields traits;
    private final Fields properties;

    SegmentEvent(SegmentCall kind, Fields call, Fields context) {
        this.call = call;
        this.context = context;
        this.traits = kind == SegmentCall.IDENTIFY ? call.object("traits") : context.object("traits");
        this.properties = kind == SegmentCall.IDENTIFY ? Fields.of(null) : call.object("properties");
    }

    void read(SegmentCall kind, EventDraft draft) {
        type(kind, draft);
        customer(draft);
        if (kind == SegmentCall.ALIAS) {
            alias(draft);
        }
        facts(kind, draft);
        Map<String, Object> sent = new LinkedHashMap<>(properties.plain());
        sent.keySet().removeAll(NO_PROPERTIES);
        draft.properties(CommerceNames.canonical(sent));
        if (kind == SegmentCall.PAGE || kind == SegmentCall.SCREEN) {
            draft.property("name", call.text("name"));
            draft.property("category", Labels.canonical(call.text("category")));
        }
        consents(kind, draft);
    }

    private void type(SegmentCall kind, EventDraft draft) {
        switch (kind) {
            case PAGE -> draft.type("page_viewed");
            case SCREEN -> draft.type("screen_viewed");
            case IDENTIFY, ALIAS, GROUP, BATCH -> draft.type("customer_updated");
            case TRACK -> {
                String name = call.text("event");
                String renamed = name == null ? null : RENAMED.get(EventTypes.canonical(name));
                draft.typeAsSent(renamed != null ? renamed : name);
            }
        }
    }

    private void customer(EventDraft draft) {
        String country = traits.object("address").text("country");
        draft.customerId(call.firstOf("userId", "user_id"));
        draft.anonymousId(call.firstOf("anonymousId", "anonymous_id"));
        draft.email(traits.has("email") ? traits.get("email") : properties.get("email"));
        draft.country(country != null ? country : traits.text("country"));
        draft.phone(traits.has("phone") ? traits.get("phone") : properties.get("phone"), draft.country());
    }

    /** The id used before; it was a browser's, or else the events under it were under a customer's id. */
    private void alias(EventDraft draft) {
        draft.property("previous_id", Fields.idOf(call.firstOf("previousId", "previous_id")));
        if (!call.has("anonymousId")) {
            draft.anonymousId(call.firstOf("previousId", "previous_id"));
        }
    }

    private void facts(SegmentCall kind, EventDraft draft) {
        Fields address = traits.object("address");
        draft.trait("first_name", traits.text("firstName"));
        draft.trait("last_name", traits.text("lastName"));
        draft.trait("city", address.text("city"));
        draft.trait("postal_code", address.text("postalCode"));
        draft.locale(context.text("locale"));
        draft.context("timezone", context.text("timezone"));
        traits.plain().forEach((name, value) -> {
            if (!NO_FURTHER_TRAITS.contains(name)) {
                draft.trait(name, value);
            }
        });
        if (kind == SegmentCall.IDENTIFY) {
            draft.traitsAreProperties();
        }
    }

    /**
     * What the customer agreed to, in {@code consent} of the properties or traits, or in Segment's category preferences, of
     * which only those count that are named after a channel: the usual ones are about cookies and not about messages.
     *
     * <p>The context repeats what was once said with every call; only an identify or a change of preferences says it anew.
     */
    private void consents(SegmentCall kind, EventDraft draft) {
        boolean saidNow = kind == SegmentCall.IDENTIFY || "consent_updated".equals(draft.type());
        consents(context.object("consent").object("categoryPreferences"), saidNow, draft);
        consents(traits.object("consent"), saidNow, draft);
        consents(properties.object("consent"), true, draft);
    }

    private static void consents(Fields preferences, boolean saidNow, EventDraft draft) {
        preferences.plain().forEach((name, value) -> {
            Channel channel = Consents.channel(name);
            ConsentState state = Consents.state(value);
            if (channel != null && state != null && saidNow) {
                draft.consent(channel, state, null);
            } else if (channel != null && state != null) {
                draft.standingConsent(channel, state);
            }
        });
    }
}
