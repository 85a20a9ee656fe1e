package dev.tidegate.ingest;

import dev.tidegate.source.Greeting;
import dev.tidegate.source.Headers;
import dev.tidegate.source.Item;
import dev.tidegate.source.Proof;
import dev.tidegate.source.Reading;
import dev.tidegate.source.Refusal;
import dev.tidegate.source.Request;
import dev.tidegate.source.Source;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source with a secret in its path that is looked up ({@code /right}; {@code /lost} cannot be), that returns greetings, and
 * whose every event is to be ignored, after something was done that fails for a body of {@code []}.
 */
record PoliteSource() implements Source {
    @Override
    public String name() {
        return "polite";
    }

    @Override
    public Proof prove(Request request) {
        return new Proof.Later(
                switch (request.arrival().call()) {
                    case "right" -> Future.succeededFuture(Proof.PROVEN);
                    case "lost" -> Future.failedFuture("canary@shop.example");
                    default -> Future.succeededFuture(new Proof.Refused(Refusal.CREDENTIALS_WRONG));
                });
    }

    @Override
    public Reading read(Request request) {
        return new Reading.Later(
                request.body().length == 2
                        ? Future.failedFuture("canary@shop.example")
                        : Future.succeededFuture(Reading.Events.of(
                                new Item.Ignored(request.arrival().query()))));
    }

    @Override
    public boolean takesPath() {
        return true;
    }

    @Override
    public @Nullable Greeting greet(String method, Headers headers, String query) {
        return method.equals("OPTIONS")
                ? new Greeting(200, Map.of("webhook-allowed-origin", "*"), query)
                : method.equals("HEAD") ? Greeting.of(200) : null;
    }
}
