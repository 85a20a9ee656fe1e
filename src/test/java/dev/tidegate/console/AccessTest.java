package dev.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.support.VertxForTests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String[] AS_ADMIN = {"Authorization", "Bearer " + TestConsole.ADMIN};
    private static final String[] AS_VIEWER = {"Authorization", "Bearer " + TestConsole.VIEWER};

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    @Test
    void without_a_token_no_route_is_open() throws Exception {
        try (TestConsole console = new TestConsole(vertx.get(), TestConsole.tokens())) {
            assertThat(console.api.routes()).hasSizeGreaterThanOrEqualTo(9);
            for (ApiRoute route : console.api.routes()) {
                String path = "/v1" + route.path().replace(":subject", "klaviyo");
                TestConsole.Answer answer = console.send(route.method().name(), path);

                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
                assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            }
            assertThat(console.get("/v1/nothing").status()).isEqualTo(401);
            assertThat(console.deliveries.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Basic YTpi", "admin-token", "Bearer admin-token2"})
    void a_wrong_token_is_none(String authorization) throws Exception {
        try (TestConsole console = new TestConsole(vertx.get(), TestConsole.tokens())) {
            assertThat(console.get("/v1/config", "Authorization", authorization).status())
                    .isEqualTo(401);
            assertThat(console.get("/v1/config?token=admin-token").status()).isEqualTo(401);
        }
    }

    @Test
    void a_viewer_may_look_and_change_nothing() throws Exception {
        try (TestConsole console = new TestConsole(vertx.get(), TestConsole.tokens())) {
            assertThat(console.get("/v1/config", AS_VIEWER).status()).isEqualTo(200);
            assertThat(console.send("POST", "/v1/destinations/klaviyo/pause", AS_VIEWER)
                            .status())
                    .isEqualTo(403);
            assertThat(console.deliveries.asked).isEmpty();

            assertThat(console.send("POST", "/v1/destinations/klaviyo/pause", AS_ADMIN)
                            .status())
                    .isEqualTo(202);
            assertThat(console.deliveries.asked).containsExactly("pause klaviyo");
        }
    }

    @Test
    void health_and_metrics_need_no_token() throws Exception {
        try (TestConsole console = new TestConsole(vertx.get(), TestConsole.tokens())) {
            assertThat(console.get("/livez").status()).isEqualTo(200);
            assertThat(console.get("/readyz").status()).isEqualTo(200);
            assertThat(console.get("/metrics").status()).isEqualTo(200);
        }
    }

    @Test
    void with_no_tokens_configured_this_machine_is_the_admin() throws Exception {
        try (TestConsole console = new TestConsole(vertx.get(), List.of())) {
            assertThat(console.get("/v1/config").status()).isEqualTo(200);
            assertThat(console.send("POST", "/v1/destinations/klaviyo/pause").status())
                    .isEqualTo(202);
            assertThat(console.get("/v1/config", "Host", "localhost:" + console.port)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void with_no_tokens_configured_nobody_gets_in_through_a_proxy_or_a_browser() throws Exception {
        try (TestConsole console = new TestConsole(vertx.get(), List.of())) {
            assertThat(console.get("/v1/config", "X-Forwarded-For", "203.0.113.9")
                            .status())
                    .isEqualTo(403);
            assertThat(console.get("/v1/config", "Forwarded", "for=203.0.113.9").status())
                    .isEqualTo(403);
            assertThat(console.get("/v1/config", "Host", "evil.example").status())
                    .isEqualTo(403);
            assertThat(console.send("POST", "/v1/destinations/klaviyo/pause", "Origin", "https://evil.example")
                            .status())
                    .isEqualTo(403);
            assertThat(console.get("/v1/config", "Origin", "http://127.0.0.1:" + console.port)
                            .status())
                    .isEqualTo(200);
        }
    }
}
