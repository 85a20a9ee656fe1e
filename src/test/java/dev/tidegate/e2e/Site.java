package dev.tidegate.e2e;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.app.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;

/** Gateways as processes, a sink as a process, and a sender, around one Redis. */
final class Site implements AutoCloseable {
    /** What one gateway may have had in its hands when it died: accepted, decided or on its way to the sink. */
    static final int IN_HAND = 64;

    private static final String SECRET = "site-secret-of-the-tests";

    final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Path folder;
    private final String redis;
    final String name;
    private final List<Program> programs = new ArrayList<>();
    final int sinkPort;
    final Path ledger;

    /** @param name the prefix of its keys and orders, so that several sites can use one Redis */
    Site(Path folder, String redis, String name) throws IOException {
        this.folder = folder;
        this.redis = redis;
        this.name = name;
        this.sinkPort = Program.freePort();
        this.ledger = folder.resolve("ledger.txt");
        Program sink =
                start(folder.resolve("sink.log"), List.of(), Sink.class, String.valueOf(sinkPort), ledger.toString());
        Awaitility.await("the sink").atMost(Duration.ofSeconds(20)).until(() -> {
            if (!sink.alive()) {
                throw new AssertionError("the sink ended:\n" + sink.printed());
            }
            return answers(sinkPort, "/");
        });
        Files.deleteIfExists(ledger);
    }

    /** A gateway under a name of its own; with triggers that send every {@code order_completed} on at once. */
    Gateway gateway(String name, String... jvm) throws IOException {
        return gatewayWith(TRIGGERS, name, jvm);
    }

    Gateway gatewayWith(String triggers, String name, String... jvm) throws IOException {
        Gateway gateway = new Gateway(Program.freePort(), Program.freePort());
        Path config = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                config.resolve("gateway.yaml"), """
                    server: {host: 127.0.0.1, port: %d}
                    management: {host: 127.0.0.1, port: %d}
                    redis: {uri: "%s", key_prefix: %s}
                    """.formatted(gateway.port, gateway.managementPort, redis, this.name));
        Files.writeString(config.resolve("sources.yaml"), """
            sources:
              crm:
                type: json
                secrets: ["%s"]
                signature: {header: X-Signature, algorithm: hmac-sha256, encoding: hex, prefix: "sha256="}
                event: {id: body.id, type: body.kind, customer_id: body.customer, email: body.mail, properties: body.data}
            """.formatted(SECRET));
        Files.writeString(config.resolve("destinations.yaml"), """
            destinations:
              sink:
                type: webhook
                url: http://127.0.0.1:%d/hook
                secret: whsec_c2l0ZS1zaW5rLXNlY3JldC1vZi10aGUtdGVzdHM=
                allow_private: true
                timeout: 3s
                retry: {initial: 100ms, factor: 2, max: 1s, jitter: full, give_up_after: 1h}
              zap:
                type: zapier
                allow_private: true
                timeout: 3s
                on_unknown: retry
                retry: {initial: 100ms, factor: 2, max: 1s, jitter: full, give_up_after: 1h}
            """.formatted(sinkPort));
        Files.writeString(config.resolve("triggers.yaml"), triggers);
        Path output = folder.resolve(name + ".log");
        gateway.program =
                Program.startIn(folder, output, List.of(jvm), Main.class, "start", "--config", config.toString());
        programs.add(gateway.program);
        return gateway;
    }

    private static final String TRIGGERS = """
        triggers:
          order-mail:
            on: [order_completed]
            message_class: transactional
            send: [{to: sink, as: Order}]
        """;

    private Program start(Path output, List<String> jvm, Class<?> main, String... args) throws IOException {
        Program program = Program.start(output, jvm, main, args);
        programs.add(program);
        return program;
    }

    /** What the sink has answered with success, a line each: message id and source id. */
    List<Delivery> delivered() {
        try {
            return !Files.exists(ledger)
                    ? List.of()
                    : Files.readAllLines(ledger).stream()
                            .map(line -> line.split(" "))
                            .filter(parts -> parts.length == 3 && parts[2].startsWith("2"))
                            .map(parts -> new Delivery(parts[0], parts[1]))
                            .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    record Delivery(String messageId, String sourceId) {}

    /** The order that {@code id} is. */
    static String order(String id) {
        return """
            {"id":"%s","kind":"order_completed","customer":"c-%s","mail":"%s@shop.example","data":{"order_id":"%s","value":12.50,"currency":"EUR"}}\
            """.formatted(id, id, id, id);
    }

    /** Posts a body to {@code crm}, signed; the status, or 0 when there was no answer. */
    int post(int port, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/webhooks/crm"))
                    .timeout(Duration.ofSeconds(5))
                    .header("content-type", "application/json")
                    .header("x-signature", "sha256=" + hmac(body))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A page of a management port. */
    String get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    boolean answers(int port, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String hmac(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing accepted is lost, nothing arrives under two ids; returns how many copies came under one id. */
    @CanIgnoreReturnValue
    int reconcile(java.util.Collection<String> accepted, Duration limit) {
        Awaitility.await("every accepted order at the sink").atMost(limit).untilAsserted(() -> {
            var arrived = delivered().stream().map(Delivery::sourceId).collect(Collectors.toSet());
            var missing = accepted.stream()
                    .filter(id -> !arrived.contains(id))
                    .limit(10)
                    .toList();
            if (!missing.isEmpty()) {
                throw new AssertionError("not delivered: " + missing);
            }
        });
        var messagesOfOrder = delivered().stream()
                .collect(Collectors.groupingBy(
                        Delivery::sourceId, Collectors.mapping(Delivery::messageId, Collectors.toSet())));
        messagesOfOrder.forEach((order, messages) -> {
            if (messages.size() != 1) {
                throw new AssertionError("order " + order + " went out under " + messages.size() + " ids");
            }
        });
        return delivered().size() - messagesOfOrder.size();
    }

    @Override
    public void close() {
        programs.forEach(Program::close);
        http.close();
    }

    /** One gateway process. */
    final class Gateway {
        final int port;
        final int managementPort;
        Program program;

        @SuppressWarnings("NullAway.Init") // set right after
        Gateway(int port, int managementPort) {
            this.port = port;
            this.managementPort = managementPort;
        }

        @CanIgnoreReturnValue
        Gateway ready() {
            Awaitility.await("the gateway to be ready")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        if (!program.alive()) {
                            throw new AssertionError("the gateway ended:\n" + program.printed());
                        }
                        return answers(managementPort, "/readyz");
                    });
            return this;
        }
    }
}
