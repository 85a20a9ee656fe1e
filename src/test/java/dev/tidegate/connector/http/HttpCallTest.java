package dev.tidegate.connector.http;

import static dev.tidegate.support.FakeEsp.hangUp;
import static dev.tidegate.support.FakeEsp.silence;
import static dev.tidegate.support.FakeEsp.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.support.EventLoop;
import dev.tidegate.support.FakeEsp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class HttpCallTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private Vertx vertx;
    private EventLoop loop;
    private FakeEsp esp;
    private HttpCall calls;

    @BeforeEach
    void start(Vertx started) {
        vertx = started;
        loop = new EventLoop(vertx);
        esp = new FakeEsp(vertx);
        calls = callsWith(HostLookup.system(), 4);
    }

    @Test
    void gives_status_headers_and_body() {
        esp.then((v, request) ->
                request.response().setStatusCode(202).putHeader("X-Id", "7").end("taken"));

        HttpResult.Answered result = (HttpResult.Answered) send("/a/b?c=%20d");

        assertThat(result.answer().status()).isEqualTo(202);
        assertThat(result.answer().header("x-id")).isEqualTo("7");
        assertThat(result.answer().body()).asString().isEqualTo("taken");
        FakeEsp.Received seen = esp.received().getFirst();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.path()).isEqualTo("/a/b?c=%20d");
        assertThat(seen.body()).isEqualTo("hello");
        assertThat(seen.header("x-test")).isEqualTo("1");
        assertThat(seen.header("host")).isEqualTo("127.0.0.1:" + esp.port());
    }

    @Test
    void asks_without_a_body_too() {
        EspRequest.Http question =
                new EspRequest.Http("GET", URI.create(esp.url() + "/v3/scopes"), Map.of(), new byte[0]);

        HttpResult result = loop.await(() -> calls.send(question, DEADLINE, true));

        assertThat(result).isInstanceOf(HttpResult.Answered.class);
        assertThat(esp.received().getFirst().method()).isEqualTo("GET");
        assertThat(esp.received().getFirst().body()).isEmpty();
    }

    @Test
    void keeps_connections() {
        IntStream.range(0, 5).forEach(i -> send("/"));

        assertThat(esp.connections()).isEqualTo(1);
    }

    @Test
    void ends_at_the_deadline_when_nothing_comes() {
        esp.always(silence());

        long start = System.nanoTime();
        HttpResult result = send("/", Duration.ofMillis(300));

        assertThat(result).isEqualTo(new HttpResult.NoAnswer("no answer in time"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(290), DEADLINE);
    }

    @Test
    void ends_at_the_deadline_when_a_body_trickles_in_and_keeps_the_status() {
        esp.always((v, request) -> {
            request.response().setStatusCode(200).setChunked(true).write("x");
            v.setPeriodic(50, tick -> request.response().write("x"));
        });

        long start = System.nanoTime();
        HttpResult.Answered result = (HttpResult.Answered) send("/", Duration.ofMillis(400));

        assertThat(result.answer().status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(390), DEADLINE);
    }

    @Test
    void cuts_a_body_that_has_no_end() {
        Buffer piece = Buffer.buffer(new byte[16 * 1024]);
        esp.then((v, request) -> {
            request.response().setStatusCode(503).setChunked(true);
            v.setPeriodic(1, tick -> request.response().write(piece));
        });

        HttpResult.Answered cut = (HttpResult.Answered) send("/");

        assertThat(cut.answer().status()).isEqualTo(503);
        assertThat(cut.answer().body()).hasSize(64 * 1024);
        assertThat(send("/")).isInstanceOf(HttpResult.Answered.class);
    }

    @Test
    void takes_headers_that_are_too_long_for_no_answer() {
        esp.then(status(200, "x-long", "y".repeat(100_000)));

        assertThat(send("/")).isInstanceOf(HttpResult.NoAnswer.class);
    }

    @Test
    void follows_no_redirect() {
        esp.then(status(302, "location", esp.url() + "/elsewhere"));

        HttpResult.Answered result = (HttpResult.Answered) send("/");

        assertThat(result.answer().status()).isEqualTo(302);
        assertThat(esp.received()).hasSize(1);
    }

    @Test
    void knows_that_nothing_was_sent_when_nobody_listens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        assertThat(send(URI.create("http://127.0.0.1:" + port), DEADLINE, true))
                .isEqualTo(new HttpResult.NotSent("no connection: refused"));
    }

    @Test
    void does_not_know_whether_it_was_taken_when_the_connection_breaks() {
        esp.then(hangUp());

        assertThat(send("/")).isInstanceOf(HttpResult.NoAnswer.class);
    }

    @Test
    void sends_nothing_to_an_address_that_is_not_public() {
        assertThat(send(esp.url(), DEADLINE, false)).isInstanceOf(HttpResult.Forbidden.class);
        assertThat(send(URI.create("http://localhost:" + esp.port()), DEADLINE, false))
                .isInstanceOf(HttpResult.Forbidden.class);
        assertThat(send(URI.create("http://[::ffff:127.0.0.1]:" + esp.port()), DEADLINE, false))
                .isInstanceOf(HttpResult.Forbidden.class);
        assertThat(esp.received()).isEmpty();
    }

    @Test
    void connects_to_the_address_that_was_looked_at_even_when_the_name_changes_its_mind() {
        List<String> asked = new ArrayList<>();
        HostLookup rebinding = host -> {
            asked.add(host);
            return List.of(InetAddress.getByName(asked.size() == 1 ? "192.0.2.1" : "127.0.0.1"));
        };
        HttpCall wary = callsWith(rebinding, 4);
        URI url = URI.create("http://esp.example:" + esp.port());

        HttpResult result = loop.await(() -> wary.send(request(url), Duration.ofMillis(300), false));

        assertThat(result).isInstanceOf(HttpResult.Forbidden.class);
        assertThat(asked).containsExactly("esp.example");
        assertThat(esp.received()).isEmpty();
    }

    @Test
    void keeps_the_host_name_when_it_connects_to_an_address() {
        HttpCall named = callsWith(host -> List.of(InetAddress.getByName("127.0.0.1")), 4);
        URI url = URI.create("http://esp.example:" + esp.port() + "/x");

        loop.await(() -> named.send(request(url), DEADLINE, true));

        assertThat(esp.received().getFirst().header("host")).isEqualTo("esp.example:" + esp.port());
    }

    @Test
    void tries_another_address_next_time_when_one_does_not_answer() {
        HostLookup two = host -> List.of(InetAddress.getByName("127.0.0.9"), InetAddress.getByName("127.0.0.1"));
        HttpCall named = callsWith(two, 4);
        URI url = URI.create("http://esp.example:" + esp.port());

        assertThat(loop.await(() -> named.send(request(url), DEADLINE, true))).isInstanceOf(HttpResult.NotSent.class);
        assertThat(loop.await(() -> named.send(request(url), DEADLINE, true))).isInstanceOf(HttpResult.Answered.class);
    }

    @Test
    void sends_nothing_when_the_host_has_no_address() {
        HttpCall lost = callsWith(
                host -> {
                    throw new UnknownHostException(host);
                },
                4);

        assertThat(loop.await(() -> lost.send(request(URI.create("http://esp.example")), DEADLINE, false)))
                .isEqualTo(new HttpResult.NotSent("the host's address cannot be found"));
    }

    @Test
    void lets_only_a_bounded_number_of_calls_wait() {
        esp.always(silence());

        List<HttpResult> results = loop.await(() -> Future.join(IntStream.range(0, 20)
                        .mapToObj(i -> calls.send(request(esp.url()), Duration.ofMillis(500), true))
                        .toList())
                .map(all -> all.<HttpResult>list()));

        assertThat(results)
                .filteredOn(new HttpResult.NotSent("no connection: too many calls are waiting")::equals)
                .hasSize(12);
    }

    @Test
    void sends_nothing_to_a_server_whose_certificate_is_not_trusted(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("self-signed.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        int made = new ProcessBuilder()
                .command(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "esp",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "secret"))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();
        HttpServerOptions tls = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword("secret"));
        try (FakeEsp impostor = new FakeEsp(vertx, tls)) {
            HttpResult result = send(URI.create("https://localhost:" + impostor.port()), Duration.ofSeconds(15), true);

            assertThat(result).isInstanceOf(HttpResult.NotSent.class).asString().contains("TLS failed");
            assertThat(impostor.received()).isEmpty();
        }
    }

    private HttpCall callsWith(HostLookup lookup, int connections) {
        return new HttpCall(vertx, lookup, Clock.systemUTC(), connections);
    }

    @CanIgnoreReturnValue
    private HttpResult send(String path) {
        return send(path, DEADLINE);
    }

    private HttpResult send(String path, Duration deadline) {
        return send(URI.create(esp.url() + path), deadline, true);
    }

    private HttpResult send(URI url, Duration deadline, boolean allowPrivate) {
        return loop.await(() -> calls.send(request(url), deadline, allowPrivate));
    }

    private static EspRequest.Http request(URI url) {
        return new EspRequest.Http(
                "POST", url, Map.of("x-test", "1"), "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
