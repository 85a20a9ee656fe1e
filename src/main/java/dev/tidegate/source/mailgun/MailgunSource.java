package dev.tidegate.source.mailgun;

import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Answers;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.SourceTools;
import dev.tidegate.source.signature.Encodings;
import dev.tidegate.source.signature.Hmac;
import dev.tidegate.source.signature.SignedTime;
import dev.tidegate.source.standard.Fields;
import dev.tidegate.source.standard.Provenance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Mailgun's webhooks.
 *
 * <p>The signature stands in the body and covers a time and a token only. Whoever has seen one could put it beside another
 * event; therefore a token is good for one body.
 */
public final class MailgunSource implements Source {
    static final String ALGORITHM = "HmacSHA256";

    /** Mailgun gives up on 406 and tries again for eight hours on all others but 200. */
    private static final Answers ANSWERS = new Answers(200, null, 406, 406, 406, 503);

    private static final int LONGEST_TOKEN = 100;

    private final SourceSettings.Entry entry;
    private final Duration tolerance;
    private final Hmac hmac;
    private final SourceTools tools;

    private MailgunSource(SourceSettings.Mailgun settings, SourceTools tools) {
        this.entry = settings.entry();
        this.tolerance = settings.tolerance();
        this.hmac = Hmac.ofTexts(ALGORITHM, settings.secrets());
        this.tools = tools;
    }

    public static Prepared prepare(SourceSettings.Mailgun settings) {
        return Prepared.signed(
                settings.entry().name(),
                settings.secrets(),
                tools -> new MailgunSource(settings, tools),
                MailgunSigner::new);
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
        Fields signature = body(request).object("signature");
        String given = signature.text("signature");
        if (given == null) {
            return new Proof.Refused(Refusal.SIGNATURE_MISSING);
        }
        String token = signature.text("token");
        if (token == null || token.length() > LONGEST_TOKEN) {
            return new Proof.Refused(Refusal.ID_UNUSABLE);
        }
        String timestamp = signature.id("timestamp");
        Instant signedAt = SignedTime.seconds(timestamp);
        if (timestamp == null || signedAt == null) {
            return new Proof.Refused(Refusal.TIMESTAMP_UNUSABLE);
        }
        byte[] digest = Encodings.hex(given);
        if (digest == null || !hmac.verify(digest, (timestamp + token).getBytes(StandardCharsets.UTF_8))) {
            return new Proof.Refused(Refusal.SIGNATURE_WRONG);
        }
        Proof inTime = SignedTime.within(tolerance, signedAt, request.arrival().at());
        return inTime != Proof.PROVEN
                ? inTime
                : new Proof.Later(tools.isFirstUse(entry.name(), token, request.body())
                        .map(first -> first ? Proof.PROVEN : new Proof.Refused(Refusal.TOKEN_USED)));
    }

    @Override
    public Reading read(Request request) {
        if (request.json() instanceof JsonResult.Malformed malformed) {
            return Reading.Unreadable.of(malformed);
        }
        Fields event = body(request).object("event-data");
        if (event.isEmpty()) {
            return new Reading.Unreadable("the body is no JSON object with event-data");
        }
        return Reading.Events.of(MailgunEvent.read(
                event,
                new Provenance(entry.name(), entry.idSpace(), request.arrival().at())));
    }

    private static Fields body(Request request) {
        return request.json() instanceof JsonResult.Read(Map<?, ?> body) ? Fields.of(body) : Fields.of(null);
    }
}
