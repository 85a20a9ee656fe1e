package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.app.cli.Actions;
import dev.tidegate.app.cli.Console;
import dev.tidegate.app.explain.ExplainAction;
import dev.tidegate.support.RedisServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a real gateway has on record can be explained. */
class ExplainIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    Path directory;

    @Test
    void why_a_message_was_sent_and_why_another_was_not() throws Exception {
        Files.writeString(directory.resolve("triggers.yaml"), """
            triggers:
              receipt: {on: [order_completed], message_class: transactional, send: [{to: lab, as: Receipt}]}
              offer: {on: [order_completed], send: [{to: lab, as: Offer}]}
            """);
        try (TestGateway gateway = TestGateway.start(REDIS, directory)) {
            gateway.event("crm", "1", "order_completed");

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(explained(gateway, Optional.of("crm:1"), Optional.empty()))
                            .contains("receipt: released to be sent")
                            .contains("message of receipt to lab: delivered")
                            .contains("attempt 1: delivered, answered 200")
                            .contains("offer: not sent, no consent")
                            .contains("STOPPED no_consent   no consent is known for email"));
            assertThat(explained(gateway, Optional.empty(), Optional.of("jo@shop.example")))
                    .contains("order_completed from crm, event ")
                    .contains("receipt: released to be sent")
                    .contains("message of receipt to lab: delivered")
                    .contains("offer: not sent, no consent");
            assertThat(explained(gateway, Optional.empty(), Optional.of("nobody@shop.example")))
                    .startsWith("1\n");
        }
    }

    private static String explained(TestGateway gateway, Optional<String> event, Optional<String> email) {
        StringWriter out = new StringWriter();
        int exit = new ExplainAction(name -> null)
                .run(
                        new Actions.Question(event, email, gateway.management()),
                        new Console(new PrintWriter(out), new PrintWriter(out)));
        return exit + "\n" + out;
    }
}
