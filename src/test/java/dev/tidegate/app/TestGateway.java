package dev.tidegate.app;

import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.app.cli.SettingsOrigin;
import dev.tidegate.app.settings.RedisChoice;
import dev.tidegate.app.settings.SettingsReader;
import dev.tidegate.app.settings.SettingsResult;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.catalog.Sources;
import dev.tidegate.support.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A whole gateway in the process of the test, on files that the test writes; source {@code crm} takes JSON with a bearer. */
final class TestGateway implements AutoCloseable {
    static final String SOURCES = "sources:\n"
            + "  crm: {type: json, auth: {bearer: t0ken}, event: {id: body.id, type: body.kind, email:"
            + " body.mail}}\n";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final SettingsResult.Valid settings;
    private final Gateway gateway;

    private TestGateway(Path directory, SettingsResult.Valid settings, Gateway gateway) {
        this.directory = directory;
        this.settings = settings;
        this.gateway = gateway;
    }

    /** Writes files that a test has not written before, and starts. */
    static TestGateway start(RedisServer redis, Path directory) throws Exception {
        writeIfMissing(
                directory.resolve("gateway.yaml"),
                "server: {host: 127.0.0.1, port: 0}\nmanagement: {port: 0}\nredis: {uri: \"" + redis.uri() + "\"}\n");
        writeIfMissing(directory.resolve("sources.yaml"), SOURCES);
        writeIfMissing(directory.resolve("destinations.yaml"), "destinations:\n  lab: {type: simulator}\n");
        writeIfMissing(directory.resolve("triggers.yaml"), "triggers: {}\n");
        SettingsReader reader = new SettingsReader(name -> null, Sources::prepare);
        SettingsOrigin origin = new SettingsOrigin(reader::read, directory, Optional.empty());
        if (!(origin.read() instanceof SettingsResult.Valid valid)
                || !(valid.settings().process().redis() instanceof RedisChoice.Running(var settings))) {
            throw new AssertionError(origin.read());
        }
        Gateway gateway = new Gateway(valid, origin, settings, name -> {});
        done(gateway.start().toCompletionStage());
        TestGateway started = new TestGateway(directory, valid, gateway);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> started.manage("GET", "/readyz").status() == 200);
        return started;
    }

    private static void writeIfMissing(Path file, String content) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, content);
        }
    }

    private static void done(CompletionStage<?> stage) throws Exception {
        var unused = stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    void write(String file, String content) throws IOException {
        Files.writeString(directory.resolve(file), content);
    }

    /** The settings that it was started with. */
    SettingsResult.Valid settings() {
        return settings;
    }

    URI accepting() {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    URI management() {
        return URI.create("http://127.0.0.1:" + gateway.managementPort());
    }

    /** Posts an event of one customer to a source; the status. */
    @CanIgnoreReturnValue
    int event(String source, String id, String kind) throws Exception {
        return event(source, id, kind, "jo@shop.example");
    }

    @CanIgnoreReturnValue
    int event(String source, String id, String kind, String mail) throws Exception {
        String body = "{\"id\":\"" + id + "\",\"kind\":\"" + kind + "\",\"mail\":\"" + mail + "\"}";
        return post(source, body);
    }

    /** Posts a body to a source; the status. */
    int post(String source, String body) throws Exception {
        return send(gateway.port(), "POST", "/v1/webhooks/" + source, body).statusCode();
    }

    /** Posts a body of any source's; the status. */
    int post(String path, String body, Map<String, String> headers) throws Exception {
        return send(gateway.port(), "POST", path, body, headers).statusCode();
    }

    /** Posts a body of any source's; what is answered. */
    String answer(String path, String body, Map<String, String> headers) throws Exception {
        return send(gateway.port(), "POST", path, body, headers).body();
    }

    Answer manage(String method, String path) throws Exception {
        return manage(method, path, "");
    }

    Answer manage(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = send(gateway.managementPort(), method, path, body);
        return new Answer(answer.statusCode(), answer.body());
    }

    private HttpResponse<String> send(int port, String method, String path, String body) throws Exception {
        return send(port, method, path, body, Map.of("authorization", "Bearer t0ken"));
    }

    private HttpResponse<String> send(int port, String method, String path, String body, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .setHeader("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws Exception {
        done(gateway.stop());
        http.close();
    }

    record Answer(int status, String body) {
        @SuppressWarnings("unchecked")
        Map<String, Object> json() {
            JsonResult result = new JsonReader(JsonLimits.DEFAULT).read(body.getBytes(StandardCharsets.UTF_8));
            return (Map<String, Object>) Objects.requireNonNull(((JsonResult.Read) result).value());
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> list(String name) {
            return (List<Map<String, Object>>) Objects.requireNonNull(json().get(name));
        }
    }
}
