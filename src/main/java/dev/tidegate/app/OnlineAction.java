package dev.tidegate.app;

import dev.tidegate.app.cli.Console;
import dev.tidegate.app.cli.ExitCode;
import dev.tidegate.app.cli.Waiting;
import dev.tidegate.app.settings.BuiltInSimulator;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.app.settings.yaml.Position;
import dev.tidegate.connector.Outcome;
import dev.tidegate.delivery.CredentialCheck;
import dev.tidegate.delivery.DestinationSettings;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** {@code tidegate check --online}: asks each destination whether it accepts the credentials. */
final class OnlineAction {
    int run(SettingsResult.Valid valid, Console console) {
        Vertx vertx = Vertx.vertx();
        try {
            CredentialCheck check = new CredentialCheck(vertx, InstantSource.system(), Connectors::of);
            List<DestinationSettings> destinations = valid.settings().flow().destinations().stream()
                    .filter(destination -> !BuiltInSimulator.isMeant(destination.type()))
                    .toList();
            boolean well = true;
            for (DestinationSettings destination : destinations) {
                Optional<Outcome> outcome =
                        Waiting.result(check.check(destination).toCompletionStage());
                boolean problem = outcome.isPresent() && !(outcome.get() instanceof Outcome.Delivered);
                console.print(place(valid, destination, problem) + ": " + words(outcome));
                well &= !problem;
            }
            return well ? ExitCode.OK : ExitCode.BAD_CONFIGURATION;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.BAD_CONFIGURATION;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check never fails", e);
        } finally {
            var unused = vertx.close();
        }
    }

    /** What is wrong has its place, as in all that is wrong with the settings. */
    private static String place(SettingsResult.Valid valid, DestinationSettings destination, boolean problem) {
        Position at = valid.destinations().get(destination.name());
        return problem && at != null
                ? at + " destinations." + destination.name()
                : "destinations.yaml " + destination.name();
    }

    private static String words(Optional<Outcome> outcome) {
        return outcome.map(known -> switch (known) {
                    case Outcome.Delivered well -> "accepts the credentials";
                    case Outcome.AccountRefused(String reason) -> "refuses the credentials: " + reason;
                    case Outcome.Refused(String reason) -> "refuses the question: " + reason;
                    case Outcome.Gone(String reason) -> "is gone: " + reason;
                    case Outcome.RetryLater(var after, String reason) -> "cannot be asked now: " + reason;
                    case Outcome.NotLookedAt(String reason) -> "cannot be asked now: " + reason;
                    case Outcome.Unknown(String reason) -> "gave no answer that can be read: " + reason;
                })
                .orElse("cannot be asked without sending something; POST /v1/destinations/NAME/test sends one message");
    }
}
