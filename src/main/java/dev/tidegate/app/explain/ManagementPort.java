package dev.tidegate.app.explain;

import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The management port of a running gateway, as a command asks it. */
final class ManagementPort {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A trace holds the whole event, so an answer may be larger than any event. */
    private static final JsonLimits LIMITS = JsonLimits.DEFAULT;

    private final HttpClient http;
    private final String base;
    private final @Nullable String token;

    ManagementPort(HttpClient http, URI url, @Nullable String token) {
        this.http = http;
        this.base = url.toString().replaceFirst("/+$", "") + "/v1";
        this.token = token;
    }

    /** A part of a path or query. */
    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * What the gateway answers; empty when it knows nothing of it.
     *
     * @param path below {@code /v1}
     */
    Optional<Told> get(String path) throws NoAnswerException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        if (token != null && !token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return switch (answer.statusCode()) {
                case 200 -> Optional.of(read(answer.body()));
                case 404 -> Optional.empty();
                case 401, 403 -> throw new NoAnswerException("the gateway wants a token: set TIDEGATE_TOKEN");
                default -> throw new NoAnswerException("the gateway answered " + answer.statusCode());
            };
        } catch (IOException e) {
            throw new NoAnswerException(
                    "no gateway answers at " + base + "; is it running, and is --url its management port?", e);
        }
    }

    private static Told read(byte[] body) throws NoAnswerException {
        if (new JsonReader(LIMITS).read(body) instanceof JsonResult.Read(Map<?, ?> map)) {
            return new Told(map);
        }
        throw new NoAnswerException("that is no gateway's management port");
    }

    /** There is no answer that could be explained. */
    static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String message) {
            super(message);
        }

        NoAnswerException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
