package dev.tidegate.ingest;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A public port over real HTTP, new for each test. */
@ExtendWith(VertxExtension.class)
abstract class PortFixture {
    TestPort port;

    @BeforeEach
    final void listen(Vertx vertx) throws Exception {
        port = new TestPort(vertx);
    }

    @AfterEach
    final void stop() throws Exception {
        port.close();
    }
}
