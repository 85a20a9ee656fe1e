package dev.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManagementServerTest extends ConsoleFixture {
    @Test
    void a_process_is_ready_when_nothing_speaks_against_it() throws Exception {
        assertThat(console.get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}");

        console.reasons.add("redis does not answer");
        TestConsole.Answer answer = console.get("/readyz");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json())
                .containsEntry("status", "not ready")
                .containsEntry("reasons", List.of("redis does not answer"));
        assertThat(console.get("/livez").status()).isEqualTo(200);
    }

    @Test
    void probes_may_ask_for_the_head_only() throws Exception {
        TestConsole.Answer answer = console.send("HEAD", "/livez");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void metrics_come_in_the_format_asked_for() throws Exception {
        assertThat(console.get("/metrics").header("content-type")).startsWith("text/plain; version=0.0.4");
        TestConsole.Answer open =
                console.get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0,text/plain;q=0.5");
        assertThat(open.header("content-type")).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void what_is_not_there_is_a_problem() throws Exception {
        for (String path : List.of("/", "/nothing", "/v1", "/v1/", "/v1/nothing", "/v1/events", "/v1/deliveries/1")) {
            TestConsole.Answer answer = console.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void a_wrong_method_is_told_which_are_right() throws Exception {
        TestConsole.Answer answer = console.get("/v1/destinations/klaviyo/pause");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("POST");
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");

        assertThat(console.send("POST", "/v1/config").header("allow")).contains("GET");
        assertThat(console.send("DELETE", "/livez").status()).isEqualTo(405);
    }

    @Test
    void nothing_is_cached_framed_or_guessed_at() throws Exception {
        for (String path : List.of("/livez", "/v1/config", "/nothing", "/metrics")) {
            TestConsole.Answer answer = console.get(path);
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.header("content-security-policy")).contains("default-src 'none'");
        }
    }
}
