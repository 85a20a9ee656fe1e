package dev.tidegate.connector.brevo;

import dev.tidegate.connector.AnswerReader;
import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.JsonApi;
import dev.tidegate.connector.LimitHeaders;
import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.domain.Via;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to Brevo as mails from a template ({@code POST /v3/smtp/email}) or as events on the contact ({@code POST
 * /v3/events}), both of which it takes as often as it is told.
 */
public final class BrevoConnector implements Connector {
    /** Codes of a 400 that are the account's fault. */
    private static final Set<String> ACCOUNT =
            Set.of("not_enough_credits", "account_under_validation", "unauthorized", "permission_denied");

    private final JsonApi api;
    private final BrevoWriter writer;

    /** @param from null for what each template says */
    public BrevoConnector(URI baseUrl, Secret apiKey, @Nullable Sender from) {
        this.api = JsonApi.keyed(baseUrl, "api-key", apiKey.reveal());
        this.writer = new BrevoWriter(from);
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        return MessageNeeds.via(message, ConnectorSettings.Brevo.VIAS) == Via.EVENT
                ? api.post("/v3/events", BrevoWriter.event(message), attempt)
                : api.post("/v3/smtp/email", writer.mail(message), attempt);
    }

    @Override
    public Outcome read(EspAnswer answer) {
        Object code = AnswerReader.object(answer).get("code");
        boolean isAccounts = answer.status() == 402
                || answer.status() == 400 && code instanceof String text && ACCOUNT.contains(text);
        return isAccounts
                ? new Outcome.AccountRefused("HTTP " + answer.status() + ": the account may not send or has no credits")
                : ErrorClasses.ofAccount(answer);
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return false;
    }

    @Override
    public @Nullable Duration rest(EspAnswer answer) {
        return LimitHeaders.rest(answer);
    }

    @Override
    public EspRequest.Http verification() {
        return api.get("/v3/account");
    }
}
