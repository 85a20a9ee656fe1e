package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.app.cli.Console;
import dev.tidegate.app.settings.SettingsReader;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.source.catalog.Sources;
import dev.tidegate.support.FakeEsp;
import dev.tidegate.support.VertxForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OnlineActionTest {
    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private FakeEsp esp;

    @BeforeEach
    void start() {
        esp = new FakeEsp(vertx.get());
    }

    @AfterEach
    void stop() {
        esp.close();
    }

    @Test
    void is_well_when_the_credentials_are_accepted() throws IOException {
        assertThat(check()).isZero();
        assertThat(out.toString())
                .contains("destinations.yaml mails: accepts the credentials")
                .contains("destinations.yaml hook: cannot be asked without sending something")
                .doesNotContain("s3cret");
        assertThat(esp.received())
                .singleElement()
                .satisfies(asked -> assertThat(asked.method()).isEqualTo("GET"));
    }

    @Test
    void tells_whose_credentials_are_refused() throws IOException {
        esp.always(FakeEsp.status(401));

        assertThat(check()).isEqualTo(2);
        assertThat(out.toString())
                .contains("destinations.yaml:2:3 destinations.mails: refuses the credentials: HTTP 401");
    }

    private int check() throws IOException {
        Files.writeString(directory.resolve("sources.yaml"), "sources: {shop: {type: shopify, secrets: [a]}}\n");
        Files.writeString(
                directory.resolve("destinations.yaml"),
                "destinations:\n  mails: {type: sendgrid, api_key: s3cret, from: a@shop.example, base_url: \""
                        + esp.url()
                        + "\", allow_private: true}\n  hook: {type: webhook, url: \"" + esp.url()
                        + "\", secret: whsec_c2VjcmV0}\n  lab: {type: simulator}\n");
        Files.writeString(
                directory.resolve("triggers.yaml"),
                "triggers: {t: {on: [order_completed], send: [{to: lab, as: X}]}}\n");
        SettingsResult read = new SettingsReader(name -> null, Sources::prepare).read(directory, Optional.empty());
        return new OnlineAction()
                .run((SettingsResult.Valid) read, new Console(new PrintWriter(out, true), new PrintWriter(out, true)));
    }
}
