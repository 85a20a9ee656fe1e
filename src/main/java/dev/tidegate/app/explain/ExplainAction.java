package dev.tidegate.app.explain;

import dev.tidegate.app.cli.Actions;
import dev.tidegate.app.cli.Console;
import dev.tidegate.app.cli.ExitCode;
import dev.tidegate.app.explain.ManagementPort.NoAnswerException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code tidegate explain}: asks a running gateway and says why a message was sent or was not. */
public final class ExplainAction {
    private static final String TOKEN = "TIDEGATE_TOKEN";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Function<String, @Nullable String> environment;

    /** @param environment looks a variable up, null if it is unset */
    public ExplainAction(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    public int run(Actions.Question question, Console console) {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            ManagementPort port = new ManagementPort(http, question.management(), environment.apply(TOKEN));
            return question.event().isPresent()
                    ? event(port, question.event().get(), console)
                    : customers(port, question.email().orElse(""), console);
        } catch (NoAnswerException e) {
            console.printError("tidegate: " + e.getMessage());
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    private static int event(ManagementPort port, String id, Console console)
            throws NoAnswerException, InterruptedException {
        Optional<Told> trace = port.get("/events/" + ManagementPort.encoded(id));
        if (trace.isEmpty()) {
            console.printError("tidegate: no event " + id
                    + " is on record; ask with the id that the sender was answered, or with source:source_id");
            return ExitCode.FAILED;
        }
        EventExplanation.lines(trace.get()).forEach(console::print);
        return ExitCode.OK;
    }

    private static int customers(ManagementPort port, String email, Console console)
            throws NoAnswerException, InterruptedException {
        List<Told> profiles = port.get("/profiles?email=" + ManagementPort.encoded(email))
                .map(found -> found.list("items"))
                .orElse(List.of());
        if (profiles.isEmpty()) {
            console.printError("tidegate: no customer with this address is known");
            return ExitCode.FAILED;
        }
        for (Told profile : profiles) {
            String id = ManagementPort.encoded(profile.text("id"));
            Told timeline = port.get("/profiles/" + id + "/timeline?limit=200").orElse(new Told(Map.of()));
            CustomerExplanation.lines(profile, timeline).forEach(console::print);
        }
        return ExitCode.OK;
    }
}
