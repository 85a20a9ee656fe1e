package dev.tidegate.source.standardwebhooks;

import dev.tidegate.domain.Secret;
import dev.tidegate.json.JsonResult;
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
import dev.tidegate.source.standard.OpenData;
import dev.tidegate.source.standard.Provenance;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Webhooks as the Standard Webhooks specification describes them. */
public final class StandardWebhooksSource implements Source {
    private final SourceSettings.Entry entry;
    private final StandardSignature signature;

    private StandardWebhooksSource(SourceSettings.StandardWebhooks settings) {
        this.entry = settings.entry();
        List<byte[]> secrets = new ArrayList<>();
        List<PublicKey> publicKeys = new ArrayList<>();
        for (Secret secret : settings.secrets()) {
            switch (SigningKey.of(secret)) {
                case SigningKey.Shared(byte[] key) -> secrets.add(key);
                case SigningKey.Public(PublicKey key) -> publicKeys.add(key);
            }
        }
        this.signature = new StandardSignature(secrets, publicKeys, settings.tolerance());
    }

    /** Looks at the secrets. */
    public static Prepared prepare(SourceSettings.StandardWebhooks settings) {
        if (settings.secrets().isEmpty()) {
            return Prepared.Faulty.of("secrets", "at least one is needed");
        }
        List<Prepared.Problem> problems = new ArrayList<>();
        for (int i = 0; i < settings.secrets().size(); i++) {
            String problem = SigningKey.problem(settings.secrets().get(i));
            if (problem != null) {
                problems.add(new Prepared.Problem("secrets[" + i + "]", 1, 1, problem));
            }
        }
        return problems.isEmpty()
                ? Prepared.Ready.of(
                        settings.entry().name(),
                        () -> new StandardWebhooksSource(settings),
                        StandardWebhooksSigner.of(
                                settings.secrets().stream().map(SigningKey::of).toList()))
                : new Prepared.Faulty(problems);
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Proof prove(Request request) {
        return signature.prove(request);
    }

    @Override
    public Reading read(Request request) {
        return switch (request.json()) {
            case JsonResult.Read(Map<?, ?> body) -> Reading.Events.of(item(Fields.of(body), request));
            case JsonResult.Read ignored -> new Reading.Unreadable("the body is no JSON object");
            case JsonResult.Malformed malformed -> Reading.Unreadable.of(malformed);
        };
    }

    private Item item(Fields body, Request request) {
        EventDraft draft = new EventDraft(
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at()));
        draft.sourceId(StandardSignature.id(request.headers()));
        draft.typeAsSent(body.get("type"));
        draft.occurredAt(body.get("timestamp"));
        OpenData.read(body.object("data"), draft);
        return draft.finish();
    }
}
