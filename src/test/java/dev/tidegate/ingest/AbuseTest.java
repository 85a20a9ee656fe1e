package dev.tidegate.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.queue.Receipt;
import dev.tidegate.telemetry.EventOutcome;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What senders do by mistake or by malice, over bare sockets. */
@ExtendWith(VertxExtension.class)
@SuppressWarnings("StringConcatToTextBlock") // the line ends matter, and stand out so
class AbuseTest {
    private static final ServerSettings.Limits STRICT = new ServerSettings.Limits(
            4, 2, 10_000, Duration.ofMillis(400), Duration.ofMillis(300), Duration.ofMillis(700));
    private static final String START =
            "POST /v1/webhooks/shop HTTP/1.1\r\nHost: x\r\nkey: right\r\n" + "Content-Type: application/json\r\n";

    private static final String EVENT = START + "Content-Length: 10\r\n\r\n{\"id\":\"1\"}";

    private TestPort port;

    @BeforeEach
    void listen(Vertx vertx) throws Exception {
        port = new TestPort(vertx, STRICT, 4_096);
    }

    @AfterEach
    void stop() throws Exception {
        port.close();
    }

    @Test
    void a_head_that_drips_is_cut_off() throws Exception {
        try (RawClient client = port.client()) {
            client.send("POST /v1/webhooks/shop HTTP/1.1\r\nHost: x\r\n").patience(3_000);
            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void a_body_that_drips_is_answered_408_at_its_deadline_and_cut_off() throws Exception {
        try (RawClient client = port.client()) {
            client.send(START + "Content-Length: 1000\r\n\r\n");
            long start = System.nanoTime();
            Thread drip = Thread.ofVirtual().start(() -> client.sendWhileTaken(new byte[] {' '}, 20));
            RawClient.Answer answer = client.read();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.closes()).isTrue();
            assertThat(System.nanoTime() - start).isBetween(300_000_000L, 2_000_000_000L);
            assertThat(client.isClosedByPeer()).isTrue();
            drip.join();
        }
    }

    @Test
    void a_declared_length_beyond_the_limit_is_refused_before_the_body_is_read() throws Exception {
        try (RawClient client = port.client()) {
            RawClient.Answer answer =
                    client.send(START + "Content-Length: 999999999\r\n\r\n").read();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.closes()).isTrue();
            assertThat(client.patience(5_000).isClosedByPeer()).isTrue();
        }
    }

    @Test
    void a_sender_of_a_large_body_gets_to_read_the_refusal() throws Exception {
        try (RawClient client = port.client()) {
            String body = "x".repeat(4_000_000);
            client.send(START + "Content-Length: " + body.length() + "\r\n\r\n" + body);

            assertThat(client.read().status()).isEqualTo(413);
            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void a_chunked_body_beyond_the_limit_is_refused_and_not_read_for_ever() throws Exception {
        try (RawClient client = port.client()) {
            client.send(START + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
            long sent = client.sendWhileTaken(chunk.repeat(16).getBytes(UTF_8), 200_000_000L);

            assertThat(sent).isLessThan(40_000_000L);
        }
        try (RawClient client = port.client()) {
            client.send(START + "Transfer-Encoding: chunked\r\n\r\n1001\r\n" + "x".repeat(0x1001) + "\r\n0\r\n\r\n");
            RawClient.Answer answer = client.read();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.closes()).isTrue();
            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void a_chunked_body_within_the_limit_is_taken() throws Exception {
        try (RawClient client = port.client()) {
            client.send(START + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n5\r\n:\"1\"}\r\n0\r\n\r\n");

            assertThat(client.read().status()).isEqualTo(202);
        }
    }

    @Test
    void a_body_that_comes_in_pieces_is_put_together() throws Exception {
        try (RawClient client = port.client()) {
            String body = "{\"id\":\"" + "y".repeat(3_000) + "\"}";
            client.send(START + "Content-Length: " + body.length() + "\r\n\r\n");
            for (int i = 0; i < body.length(); i += 97) {
                client.send(body.substring(i, Math.min(body.length(), i + 97)));
            }

            assertThat(client.read().status()).isEqualTo(202);
            assertThat(port.store.given.getFirst().sourceId()).hasSize(3_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 10\r\n",
                "Content-Length: 10\r\nContent-Length: 11\r\n",
                "Content-Length: 10\r\nContent-Length: 10\r\n",
                "Content-Length: +10\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 1e1\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Content-Length: 10\r\nX: a\0b\r\n"
            })
    void ambiguous_framing_is_refused_and_closed(String headers) throws Exception {
        try (RawClient client = port.client()) {
            RawClient.Answer answer =
                    client.send(START + headers + "\r\n{\"id\":\"1\"}").read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(client.isClosedByPeer()).isTrue();
            assertThat(port.store.given).isEmpty();
        }
    }

    @Test
    void an_old_client_may_not_chunk() throws Exception {
        try (RawClient client = port.client()) {
            RawClient.Answer answer = client.send(START.replace("HTTP/1.1", "HTTP/1.0")
                            + "Content-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n{\"id\":\"1\"}")
                    .read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void a_broken_chunk_is_never_taken_for_a_body() throws Exception {
        try (RawClient client = port.client()) {
            client.send(START + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\nzz\r\n:\"1\"}\r\n0\r\n\r\n");

            assertThat(client.isClosedByPeer()).isTrue();
            assertThat(port.store.given).isEmpty();
        }
    }

    @Test
    void a_request_names_its_host() throws Exception {
        try (RawClient client = port.client()) {
            assertThat(client.send("POST /v1/webhooks/shop HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void large_heads_are_refused_and_closed() throws Exception {
        try (RawClient client = port.client()) {
            assertThat(client.send(START + "X: " + "x".repeat(9_000) + "\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(431);
            assertThat(client.isClosedByPeer()).isTrue();
        }
        try (RawClient client = port.client()) {
            assertThat(client.send("POST /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(414);
            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void http_2_in_clear_text_is_not_spoken() throws Exception {
        try (RawClient client = port.client()) {
            client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").patience(3_000);
            assertThat(client.read().status()).isGreaterThanOrEqualTo(400);
            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void one_connection_too_many_is_closed() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                RawClient client = port.client();
                clients.add(client);
                assertThat(client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                                .read()
                                .status())
                        .isEqualTo(404);
            }
            RawClient one = port.client();
            clients.add(one);
            assertThat(one.patience(400).isClosedByPeer()).isTrue();
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> port.webhook("{\"id\":\"1\"}").status() == 202);
    }

    @Test
    void one_request_too_many_is_told_to_come_back(Vertx vertx) throws Exception {
        ServerSettings.Limits two = new ServerSettings.Limits(
                10, 2, 10_000, Duration.ofSeconds(8), Duration.ofSeconds(8), Duration.ofSeconds(9));
        Promise<Void> gate = Promise.promise();
        try (TestPort busy = new TestPort(vertx, two, 4_096);
                RawClient first = busy.client();
                RawClient second = busy.client();
                RawClient third = busy.client()) {
            busy.store.answer = receipts -> gate.future().map(receipts);
            first.send(EVENT);
            second.send(EVENT);
            Awaitility.await().until(() -> busy.store.given.size() == 2);

            RawClient.Answer answer = third.send(EVENT).read();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isNotNull();
            assertThat(busy.count("shop", EventOutcome.OVERLOADED)).isEqualTo(1);

            gate.complete();
            assertThat(first.read().status()).isEqualTo(202);
            assertThat(second.read().status()).isEqualTo(202);
            assertThat(third.send(EVENT).read().status()).isEqualTo(202);
        }
    }

    @Test
    void bodies_share_a_budget_of_memory() throws Exception {
        String half = START + "Content-Length: 4000\r\n\r\n" + "x".repeat(3_900);
        try (RawClient first = port.client();
                RawClient second = port.client();
                RawClient other = port.client()) {
            first.send(half);
            second.send(half);
            first.send("x".repeat(100));
            assertThat(first.read().status()).isEqualTo(400);
            second.send("x".repeat(100));
            assertThat(second.read().status()).isEqualTo(400);
            assertThat(other.send(START + "Content-Length: 10\r\n\r\n{\"id\":\"3\"}")
                            .read()
                            .status())
                    .isEqualTo(202);
        }
    }

    @Test
    void requests_that_come_at_once_are_answered_in_their_order() throws Exception {
        try (RawClient client = port.client()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 1_000; i++) {
                requests.append(
                        i % 2 == 0
                                ? "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
                                : START + "Content-Length: 10\r\n\r\n{\"id\":\"1\"}");
            }
            Thread sender = Thread.ofVirtual()
                    .start(() -> client.sendWhileTaken(requests.toString().getBytes(UTF_8), 1));
            for (int i = 0; i < 1_000; i++) {
                assertThat(client.read().status()).isEqualTo(i % 2 == 0 ? 404 : 202);
            }
            sender.join();
        }
    }

    @Test
    void a_sender_that_takes_no_answers_is_not_read_for_ever() throws Exception {
        try (RawClient client = port.client()) {
            byte[] requests = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2_000).getBytes(UTF_8);
            assertThat(client.sendWhileTaken(requests, 1_000_000_000L)).isLessThan(1_000_000_000L);
        }
    }

    @Test
    void a_sender_that_asks_first_is_told_to_go_on_or_refused_at_once() throws Exception {
        try (RawClient client = port.client()) {
            client.send(START + "Expect: 100-continue\r\nContent-Length: 10\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(100);
            assertThat(client.send("{\"id\":\"1\"}").read().status()).isEqualTo(202);

            client.send("POST /v1/webhooks/nobody HTTP/1.1\r\n"
                    + "Host: x\r\n"
                    + "Expect: 100-continue\r\n"
                    + "Content-Length: 10\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(404);
        }
    }

    @Test
    void a_sender_that_goes_away_leaves_room_for_the_next() throws Exception {
        for (int i = 0; i < 10; i++) {
            try (RawClient client = port.client()) {
                client.send(START + "Content-Length: 1000\r\n\r\n{");
            }
        }

        Awaitility.await()
                .ignoreExceptions()
                .until(() -> port.webhook("{\"id\":\"1\"}").status() == 202);
        port.store.answer = receipts -> Promise.<List<Receipt>>promise().future();
        for (int i = 0; i < 10; i++) {
            try (RawClient client = port.client()) {
                client.send(START + "Content-Length: 10\r\n\r\n{\"id\":\"1\"}");
            }
        }
        port.store.answer = io.vertx.core.Future::succeededFuture;
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> port.webhook("{\"id\":\"1\"}").status() == 202);
    }
}
