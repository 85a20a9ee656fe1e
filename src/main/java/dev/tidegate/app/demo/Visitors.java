package dev.tidegate.app.demo;

import dev.tidegate.app.cli.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes the storefront's requests over HTTP, many visits side by side. */
final class Visitors implements AutoCloseable {
    private static final int SIDE_BY_SIDE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String address;

    /** @param address such as {@code http://127.0.0.1:8080} */
    Visitors(String address) {
        this.address = address;
    }

    /** An answer that was not the expected one. */
    record Surprise(String path, int expected, int got) {}

    /** Makes all visits; the surprises. */
    List<Surprise> make(List<List<Delivery>> visits) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            List<Future<List<Surprise>>> results = visits.stream()
                    .map(visit -> threads.submit(() -> one(visit)))
                    .toList();
            List<Surprise> surprises = new ArrayList<>();
            for (Future<List<Surprise>> result : results) {
                surprises.addAll(Waiting.result(result));
            }
            return surprises;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("a visit failed", e.getCause());
        }
    }

    private List<Surprise> one(List<Delivery> visit) throws InterruptedException {
        List<Surprise> surprises = new ArrayList<>();
        for (Delivery delivery : visit) {
            int status = post(delivery);
            if (status != delivery.expected()) {
                surprises.add(new Surprise(delivery.path(), delivery.expected(), status));
            }
        }
        return surprises;
    }

    private int post(Delivery delivery) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + delivery.path())).timeout(PATIENCE);
        delivery.headers().forEach(request::header);
        try {
            return http.send(
                            request.POST(HttpRequest.BodyPublishers.ofByteArray(delivery.body()))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** A page of any address. */
    String get(String url) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException("no answer from " + url, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
