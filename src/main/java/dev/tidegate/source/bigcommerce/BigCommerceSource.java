package dev.tidegate.source.bigcommerce;

import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Answers;
import dev.tidegate.source.Item;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.signature.StandardSignature;
import dev.tidegate.source.standard.EventDraft;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Webhooks from BigCommerce, signed as Standard Webhooks with the client secret's own characters for the key.
 *
 * <p>They name the thing that changed and tell nothing of it: a customer's id, an order's, a cart's. The id that dedupes is
 * the body's {@code hash}, the same when one change is told twice. Any answer but 200 counts as a failure, and many
 * failures lock out the whole domain.
 */
public final class BigCommerceSource implements Source {
    private static final Answers ANSWERS = new Answers(200, null, 401, 400, 422, 503);

    private final SourceSettings.Entry entry;
    private final StandardSignature signature;

    private BigCommerceSource(SourceSettings.BigCommerce settings) {
        this.entry = settings.entry();
        this.signature = new StandardSignature(
                settings.secrets().stream()
                        .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
                        .toList(),
                List.of(),
                settings.tolerance());
    }

    public static Prepared prepare(SourceSettings.BigCommerce settings) {
        return Prepared.signed(
                settings.entry().name(),
                settings.secrets(),
                tools -> new BigCommerceSource(settings),
                BigCommerceSigner::new);
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Answers answers() {
        return ANSWERS;
    }

    @Override
    public Proof prove(Request request) {
        return signature.prove(request);
    }

    @Override
    public Reading read(Request request) {
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> body) -> reading(Fields.of(body), request);
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Reading reading(Fields body, Request request) {
        String scope = body.text("scope");
        if (scope == null) {
            return new Reading.Unreadable("the body is no callback of BigCommerce: scope is missing");
        }
        Fields data = body.object("data");
        String type = BigCommerceScope.typeOf(scope, data);
        if (type == null) {
            return Reading.Events.of(new Item.Ignored(scope));
        }
        EventDraft draft = EventDraft.sparing(
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at()));
        draft.type(type);
        draft.sourceIdOr(body.get("hash"), () -> StandardSignature.id(request.headers()));
        draft.occurredAt(body.get("created_at"));
        BigCommerceScope.read(scope, data, draft);
        draft.context("topic", scope);
        draft.context("store", body.text("producer"));
        return Reading.Events.of(draft.finish());
    }
}
