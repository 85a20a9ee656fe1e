package dev.tidegate.delivery;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.http.HostLookup;
import dev.tidegate.connector.http.HttpCall;
import dev.tidegate.connector.http.HttpResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;

/** Asks a destination whether it lets us in, by a request that changes nothing there. */
public final class CredentialCheck {
    private final HttpCall http;
    private final ConnectorChoice connectors;

    public CredentialCheck(Vertx vertx, InstantSource clock, ConnectorChoice connectors) {
        this(new HttpCall(vertx, HostLookup.system(), clock, 1), connectors);
    }

    CredentialCheck(HttpCall http, ConnectorChoice connectors) {
        this.http = http;
        this.connectors = connectors;
    }

    /** What the answer means; empty where there is nothing that could be asked without changing something. Never fails. */
    public Future<Optional<Outcome>> check(DestinationSettings destination) {
        Connector connector = connectors.of(destination.type());
        return connector.verification() instanceof EspRequest.Http request
                ? http.send(request, destination.timeout(), destination.allowPrivate())
                        .map(result -> Optional.of(outcome(connector, result)))
                : Future.succeededFuture(Optional.empty());
    }

    private static Outcome outcome(Connector connector, HttpResult result) {
        return switch (result) {
            case HttpResult.Answered(var answer) -> connector.read(answer);
            case HttpResult.NotSent(String reason) -> new Outcome.RetryLater(null, reason);
            case HttpResult.NoAnswer(String reason) -> new Outcome.RetryLater(null, reason);
            case HttpResult.Forbidden(String reason) -> new Outcome.Refused(reason);
        };
    }
}
