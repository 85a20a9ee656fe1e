package dev.tidegate.console;

import dev.tidegate.support.VertxForTests;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A management port over real HTTP, new for each test. */
abstract class ConsoleFixture {
    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final List<AccessToken> tokens;
    TestConsole console;

    /** One that serves whoever comes from this machine. */
    ConsoleFixture() {
        this(List.of());
    }

    ConsoleFixture(List<AccessToken> tokens) {
        this.tokens = tokens;
    }

    @BeforeEach
    final void listen() {
        console = new TestConsole(vertx.get(), tokens);
    }

    @AfterEach
    final void stop() throws Exception {
        console.close();
    }
}
