package dev.tidegate.source.cloudevents;

import dev.tidegate.domain.Digests;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.FieldError.Code;
import dev.tidegate.source.Headers;
import dev.tidegate.source.Item;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.OpenData;
import dev.tidegate.source.standard.Provenance;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event, in whichever mode it came.
 *
 * @param attributes by name; those of a header are text
 * @param data plain, or null if there is none that can be read
 */
record CloudEvent(Fields attributes, @Nullable Object data) {
    private static final String HEADER_PREFIX = "ce-";
    private static final String VERSION = "1.0";
    private static final int LONGEST_ID = 256;
    private static final JsonReader READER = new JsonReader(JsonLimits.DEFAULT);

    /** An event whose attributes stand in headers that begin with {@code ce-}. */
    static CloudEvent binary(Headers headers, @Nullable Object data) {
        Map<String, Object> attributes = new HashMap<>();
        headers.asMap().forEach((name, value) -> {
            if (name.startsWith(HEADER_PREFIX)) {
                attributes.put(name.substring(HEADER_PREFIX.length()), Percent.decode(value));
            }
        });
        return new CloudEvent(Fields.of(attributes), data);
    }

    /** An event that is a JSON object as a whole; whatever else it is has no attributes. */
    static CloudEvent structured(@Nullable Object body) {
        Fields fields = Fields.of(body);
        return new CloudEvent(fields, fields.has("data_base64") ? decoded(fields) : fields.get("data"));
    }

    /** @param typePrefix what is no part of the type's name */
    Item read(Provenance provenance, String typePrefix) {
        EventDraft draft = new EventDraft(provenance);
        if (!VERSION.equals(attributes.text("specversion"))) {
            draft.error("specversion", Code.VALUE, "has to be " + VERSION);
        }
        String type = attributes.text("type");
        draft.typeAsSent(type != null && type.startsWith(typePrefix) ? type.substring(typePrefix.length()) : type);
        readId(draft);
        draft.occurredAt(attributes.get("time"));
        if (data instanceof Map<?, ?>) {
            OpenData.read(Fields.of(data), draft);
        } else {
            draft.property("data", data);
            if (data == null && attributes.has("data_base64")) {
                draft.leftOut("data");
            }
        }
        draft.context("cloudevent_source", attributes.text("source"));
        draft.context("cloudevent_type", type);
        draft.context("subject", attributes.text("subject"));
        return draft.finish();
    }

    /** An id counts within its source. No URI has a blank in it, so that the two can be told apart. */
    private void readId(EventDraft draft) {
        String id = attributes.text("id");
        String source = attributes.text("source");
        if (id == null) {
            draft.error("id", Code.MISSING, "every CloudEvent has an id");
        }
        if (source == null) {
            draft.error("source", Code.MISSING, "every CloudEvent has a source");
        }
        if (id != null && source != null) {
            String both = source + ' ' + id;
            draft.sourceId(both.length() <= LONGEST_ID ? both : Digests.of(both));
        }
    }

    /** Data in Base64 is of use only if it is JSON. */
    private static @Nullable Object decoded(Fields fields) {
        String type = fields.text("datacontenttype");
        String text = fields.text("data_base64");
        byte[] bytes = text == null || type == null || !type.contains("json") ? null : Encodings.base64(text);
        return bytes != null && READER.read(bytes) instanceof JsonResult.Read(Object value) ? value : null;
    }
}
