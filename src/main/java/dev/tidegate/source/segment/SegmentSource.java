package dev.tidegate.source.segment;

import dev.tidegate.domain.Digests;
import dev.tidegate.json.JsonResult;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.source.Answers;
import dev.tidegate.source.FieldError;
import dev.tidegate.source.FieldError.Code;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Segment HTTP tracking API, by its own paths or by the source's webhook path with the call named in the body. */
public final class SegmentSource implements Source {
    /** The limits of Segment's own API. */
    private static final int LARGEST_CALL = 32 * 1024;

    private static final int LARGEST_BATCH = 500 * 1024;
    private static final int MOST_CALLS = 2_500;

    /** Of a batch's context in all its calls together: each call becomes an event that has it, so that little text makes much. */
    private static final int LARGEST_SHARED_CONTEXT = 8 << 20;

    private static final Answers ANSWERS = Answers.DEFAULT.accepting(200, "{\"success\":true}");

    /** What says how a call travelled and not what happened. */
    private static final Set<String> TRANSPORT =
            Set.of("sentAt", "receivedAt", "originalTimestamp", "writeKey", "_metadata", "integrations", "version");

    private final SourceSettings.Entry entry;
    private final SegmentAccess access;

    private SegmentSource(SourceSettings.Segment settings) {
        this.entry = settings.entry();
        this.access = new SegmentAccess(settings);
    }

    public static Prepared prepare(SourceSettings.Segment settings) {
        return Prepared.Ready.of(
                settings.entry().name(),
                () -> new SegmentSource(settings),
                (body, delivery) -> Map.of(
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        SegmentAccess.basic(settings.writeKey()).sent()));
    }

    @Override
    public String name() {
        return entry.name();
    }

    /** A beacon comes as text, since a browser would have to ask before sending JSON to another site. */
    @Override
    public Set<String> contentTypes() {
        return Set.of("application/json", "text/plain");
    }

    @Override
    public Answers answers() {
        return ANSWERS;
    }

    @Override
    public Proof prove(Request request) {
        return access.check(request);
    }

    @Override
    public Reading read(Request request) {
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> map) -> {
                Fields body = Fields.of(map);
                SegmentCall call = SegmentCall.of(request.arrival().call(), body);
                yield call == SegmentCall.BATCH ? batch(body, request) : single(call, body, request);
            }
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Reading single(@Nullable SegmentCall call, Fields body, Request request) {
        if (request.body().length > LARGEST_CALL) {
            return new Reading.Unreadable("a call has at most " + LARGEST_CALL + " bytes");
        }
        return Reading.Events.of(item(call, body, body, request));
    }

    private Reading batch(Fields body, Request request) {
        List<?> calls = body.list("batch");
        if (calls.isEmpty() || calls.size() > MOST_CALLS || request.body().length > LARGEST_BATCH) {
            return new Reading.Unreadable(String.format(
                    Locale.ROOT, "a batch has 1 to %d calls and at most %d bytes", MOST_CALLS, LARGEST_BATCH));
        }
        if ((long) sharedContext(body) * calls.size() > LARGEST_SHARED_CONTEXT) {
            return new Reading.Unreadable("the batch's context is too large to be that of all its calls");
        }
        boolean mayHoldTooLarge = request.body().length > LARGEST_CALL;
        List<Item> items = new ArrayList<>(calls.size());
        for (Object element : calls) {
            Fields call = Fields.of(element);
            boolean tooLarge = mayHoldTooLarge && JsonWriter.bytesOf(call.plain()).length > LARGEST_CALL;
            items.add(tooLarge ? tooLarge() : item(SegmentCall.inBatch(call), call, body, request));
        }
        return new Reading.Events(items, true);
    }

    /** @param envelope the body around the call, which is the call itself when it was sent alone */
    private Item item(@Nullable SegmentCall kind, Fields call, Fields envelope, Request request) {
        if (kind == SegmentCall.GROUP) {
            return new Item.Ignored("group");
        }
        Instant receivedAt = request.arrival().at();
        EventDraft draft = new EventDraft(new Provenance(entry.name(), entry.idSpace(), receivedAt));
        draft.sourceIdOr(call.get("messageId"), () -> hash(call));
        draft.occurredAt(call.firstOf("timestamp", "originalTimestamp"));
        Instant corrected = SegmentTime.corrected(
                call, envelope.has("sentAt") ? envelope.get("sentAt") : call.get("sentAt"), receivedAt);
        if (corrected != null) {
            draft.occurredAt(corrected);
        }
        if (kind == null) {
            draft.error("type", Code.VALUE, "allowed are track, page, screen, identify, alias and group");
            return draft.finish();
        }
        Fields context = context(call, envelope);
        new SegmentEvent(kind, call, context).read(kind, draft);
        SegmentContext.read(context, request, draft);
        return draft.finish();
    }

    /** The call's context, above what the batch says for all its calls. */
    private static Fields context(Fields call, Fields envelope) {
        Fields own = call.object("context");
        Fields shared = envelope.object("context");
        if (own.isEmpty() || shared.isEmpty()) {
            return own.isEmpty() ? shared : own;
        }
        Map<String, Object> merged = new LinkedHashMap<>(shared.plain());
        merged.putAll(own.plain());
        return Fields.of(merged);
    }

    private static int sharedContext(Fields envelope) {
        Fields shared = envelope.object("context");
        return shared.isEmpty() ? 0 : JsonWriter.bytesOf(shared.plain()).length;
    }

    private static Item tooLarge() {
        return new Item.Rejected(
                List.of(new FieldError("event", Code.LENGTH, "a call has at most " + LARGEST_CALL + " bytes")));
    }

    private static String hash(Fields call) {
        Map<String, Object> content = new LinkedHashMap<>(call.plain());
        content.keySet().removeAll(TRANSPORT);
        return Digests.base64Url(Digests.sha256().digest(JsonWriter.bytesOf(content)), 16);
    }
}
