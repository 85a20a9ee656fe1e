package dev.tidegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SnippetTest {
    private static final int LARGEST = 4 * 1024;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestPort port;

    @BeforeEach
    void listen(Vertx vertx) throws Exception {
        port = new TestPort(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        port.close();
    }

    @Test
    void any_page_may_load_it_as_a_script() throws Exception {
        HttpResponse<byte[]> answer = get();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("text/javascript; charset=utf-8");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(answer.headers().firstValue("cross-origin-resource-policy")).contains("cross-origin");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(answer.headers().firstValue("vary")).contains("accept-encoding");
        assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("window.tidegate = tidegate");
    }

    @Test
    void it_is_small_where_gzip_is_read() throws Exception {
        HttpResponse<byte[]> answer = get("Accept-Encoding", "br, gzip;q=0.8");

        assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(answer.body()).hasSizeLessThan(LARGEST);
        try (GZIPInputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(answer.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(get().body());
        }
    }

    @Test
    void gzip_may_be_refused() throws Exception {
        assertThat(get("Accept-Encoding", "gzip;q=0, identity").headers().firstValue("content-encoding"))
                .isEmpty();
    }

    @Test
    void a_cache_asks_by_the_tag_whether_its_copy_is_still_good() throws Exception {
        String plain = tag(get());
        String zipped = tag(get("Accept-Encoding", "gzip"));

        assertThat(plain).isNotEqualTo(zipped);
        HttpResponse<byte[]> unchanged = get("If-None-Match", "\"other\", W/" + plain);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(tag(unchanged)).isEqualTo(plain);
        assertThat(unchanged.headers().firstValue("cache-control").orElse("")).contains("max-age=3600");
        assertThat(get("If-None-Match", zipped).statusCode()).isEqualTo(200);
    }

    @Test
    void other_methods_are_told_what_is_allowed() throws Exception {
        try (RawClient client = port.client()) {
            RawClient.Answer answer = client.send(TestPort.request("POST", "/v1/tidegate.js", "", "{}"))
                    .read();
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
        }
    }

    @Test
    void there_is_none_where_no_tracker_would_take_what_it_tells(Vertx vertx) throws Exception {
        ServedSource shop = new ServedSource.Webhook("shop", tools -> FakeSource.webhook("shop"));
        try (TestPort webhooks = new TestPort(vertx, List.of(shop));
                RawClient client = webhooks.client()) {
            assertThat(client.send(TestPort.request("GET", "/v1/tidegate.js", "", ""))
                            .read()
                            .status())
                    .isEqualTo(404);
        }
    }

    private static String tag(HttpResponse<?> answer) {
        return answer.headers().firstValue("etag").orElseThrow();
    }

    private HttpResponse<byte[]> get(String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port + "/v1/tidegate.js"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
