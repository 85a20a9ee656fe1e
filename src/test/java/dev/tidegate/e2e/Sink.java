package dev.tidegate.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * An ESP that writes down all it is given, in a process of its own so that no kill of a gateway touches its books: one line a
 * request, {@code message-id source-id answer}, on disk before the answer.
 *
 * <p>{@code PUT /answer} with a status makes it give that answer from then on.
 */
final class Sink {
    private Sink() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        Path ledger = Path.of(args[1]);
        JsonReader reader = new JsonReader(JsonLimits.DEFAULT);
        int[] answer = {200};
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
        server.createContext("/answer", exchange -> {
            answer[0] =
                    Integer.parseInt(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            reply(exchange, 200);
        });
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = answer[0];
            String line =
                    exchange.getRequestHeaders().getFirst("webhook-id") + " " + sourceId(reader, body) + " " + status;
            synchronized (reader) {
                Files.writeString(ledger, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            reply(exchange, status);
        });
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.start();
    }

    private static String sourceId(JsonReader reader, byte[] body) {
        if (reader.read(body) instanceof JsonResult.Read(Map<?, ?> message)
                && message.get("data") instanceof Map<?, ?> data
                && data.get("event") instanceof Map<?, ?> event) {
            return String.valueOf(event.get("source_id"));
        }
        return "unreadable";
    }

    private static void reply(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
