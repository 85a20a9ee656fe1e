package dev.tidegate.connector.zapier;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ErrorClasses;
import dev.tidegate.connector.EspAnswer;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.MessageNeeds;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages to catch hooks, which take what they are given: a message that comes twice runs a workflow twice. The {@code
 * message_id} within is for a step there that filters.
 */
public final class ZapierConnector implements Connector {
    private final @Nullable URI url;

    /** @param url null where nothing is sent but to hooks that apps subscribe */
    public ZapierConnector(@Nullable URI url) {
        this.url = url;
    }

    @Override
    public EspRequest.Http request(Message message, int attempt, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put(EspRequest.ATTEMPT, Integer.toString(attempt));
        return new EspRequest.Http("POST", MessageNeeds.required(url, "hook"), headers, FlatBodyWriter.write(message));
    }

    /** 410 is how a hook says that its subscription is over. */
    @Override
    public Outcome read(EspAnswer answer) {
        return answer.status() == 410
                ? new Outcome.Gone("HTTP 410: the hook is switched off")
                : ErrorClasses.byStatus(answer);
    }

    @Override
    public boolean hasIdempotencyKey(Message message) {
        return false;
    }
}
