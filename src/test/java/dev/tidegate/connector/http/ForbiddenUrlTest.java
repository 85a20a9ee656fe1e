package dev.tidegate.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.connector.EspRequest;
import dev.tidegate.support.EventLoop;
import dev.tidegate.support.FakeEsp;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a local address is written, nothing gets there. */
@ExtendWith(VertxExtension.class)
class ForbiddenUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f.0.0.1",
                "0x7f000001",
                "0177.0.0.1",
                "017700000001",
                "0",
                "0.0.0.0",
                "localhost",
                "LOCALHOST",
                "localhost.",
                "127.0.0.1.",
                "[::1]",
                "[::]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::127.0.0.1]",
                "[2002:7f00:1::]",
                "shop.example@127.0.0.1",
                "8.8.8.8@127.0.0.1",
                "user:secret@localhost"
            })
    void a_local_address_is_not_reached_however_it_is_written(String host, Vertx vertx) {
        try (FakeEsp esp = new FakeEsp(vertx)) {
            HttpCall calls = new HttpCall(vertx, HostLookup.system(), Clock.systemUTC(), 4);
            URI url = URI.create("http://" + host + ":" + esp.port() + "/");

            HttpResult result = new EventLoop(vertx)
                    .await(() -> calls.send(
                            new EspRequest.Http("POST", url, Map.of(), new byte[0]), Duration.ofSeconds(2), false));

            assertThat(result).isInstanceOfAny(HttpResult.Forbidden.class, HttpResult.NotSent.class);
            assertThat(esp.received()).isEmpty();
        }
    }
}
