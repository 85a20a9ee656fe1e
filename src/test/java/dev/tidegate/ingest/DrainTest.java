package dev.tidegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class DrainTest {
    private static final String EVENT = TestPort.request(
            "POST", "/v1/webhooks/shop", "Content-Type: application/json\r\nkey: right\r\n", "{\"id\":\"1\"}");

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void a_stopping_port_takes_no_connection_and_answers_what_is_under_way(int loops, Vertx vertx) throws Exception {
        TestPort port = new TestPort(vertx, settings(), loops);
        Promise<Void> gate = Promise.promise();
        port.store.answer = receipts -> gate.future().map(receipts);
        try (RawClient waiting = port.client();
                RawClient half = port.client();
                RawClient idle = port.client()) {
            assertThat(idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").read().status())
                    .isEqualTo(404);
            waiting.send(EVENT);
            half.send(EVENT.substring(0, EVENT.length() - 4));
            Awaitility.await().until(() -> port.store.given.size() == 1);

            Future<Void> stopped = port.stop();
            assertThat(idle.isClosedByPeer()).isTrue();
            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(port::client).isInstanceOf(IOException.class));
            assertThat(stopped.isComplete()).isFalse();

            half.send(EVENT.substring(EVENT.length() - 4));
            Awaitility.await().until(() -> port.store.given.size() == 2);
            gate.complete();
            for (RawClient client : List.of(waiting, half)) {
                RawClient.Answer answer = client.read();
                assertThat(answer.status()).isEqualTo(202);
                assertThat(answer.closes()).isTrue();
                assertThat(client.isClosedByPeer()).isTrue();
            }
            TestPort.await(stopped);
        }
    }

    @Test
    void stopping_ends_in_time_when_a_sender_never_finishes(Vertx vertx) throws Exception {
        TestPort port = new TestPort(vertx, settings(), 1);
        try (RawClient half = port.client()) {
            half.send(EVENT.substring(0, EVENT.length() - 4));

            TestPort.await(port.stop(java.time.Duration.ofMillis(300)));
            assertThat(half.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void all_event_loops_share_one_port(Vertx vertx) throws Exception {
        try (TestPort port = new TestPort(vertx, settings(), 2)) {
            for (int i = 0; i < 10; i++) {
                assertThat(port.webhook("{\"id\":\"" + i + "\"}").status()).isEqualTo(202);
            }
        }
    }

    private static ServerSettings settings() {
        return new ServerSettings("127.0.0.1", 0, 4_096, List.of(), null, null, ServerSettings.Limits.defaults());
    }
}
