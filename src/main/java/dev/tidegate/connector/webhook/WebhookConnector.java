package dev.tidegate.connector.webhook;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Posts messages to any HTTP endpoint, signed as Standard Webhooks. The {@code webhook-id} is the message's id, by which
 * the receiver is to take a message only once.
 */
public final class WebhookConnector implements Connector {
    private final URI url;
    private final StandardWebhookSignature signature;

    public WebhookConnector(URI url, StandardWebhookSignature signature) {
        this.url = url;
        this.signature = signature;
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        byte[] body = WebhookBodyWriter.write(message);
        long timestamp = now.getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("webhook-id", message.id().value());
        headers.put("webhook-timestamp", Long.toString(timestamp));
        String signatures = signature.sign(message.id().value(), timestamp, body);
        if (!signatures.isEmpty()) {
            headers.put("webhook-signature", signatures);
        }
        headers.put(EspRequest.ATTEMPT, Integer.toString(attempt));
        return new EspRequest.Http("POST", url, headers, body);
    }

    @Override
    public Outcome read(EspAnswer answer) {
        return answer.status() == 410
                ? new Outcome.Gone("HTTP 410: the receiver wants no more")
                : ErrorClasses.byStatus(answer);
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return true;
    }
}
