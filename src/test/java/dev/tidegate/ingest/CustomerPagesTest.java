package dev.tidegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.support.VertxForTests;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerPagesTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private TestPort port;

    @BeforeEach
    void listen() throws Exception {
        port = new TestPort(vertx.get());
    }

    @AfterEach
    void stop() throws Exception {
        port.close();
    }

    @Test
    void a_page_is_neither_kept_nor_framed_and_runs_nothing() throws Exception {
        RawClient.Answer answer = send("GET", "/v1/preferences/abc.def", "Accept-Language: de\r\n", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("content-security-policy"))
                .startsWith("default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(answer.body()).isEqualTo("<p>Hello</p>");
        assertThat(port.visits)
                .containsExactly(new CustomerPages.Visit(CustomerPages.Kind.PREFERENCES, "abc.def", "de", null));
    }

    @Test
    void a_form_is_handed_on_with_what_was_sent() throws Exception {
        RawClient.Answer answer = send("POST", "/v1/unsubscribe/abc.def", FORM, "List-Unsubscribe=One-Click");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(port.visits)
                .containsExactly(new CustomerPages.Visit(
                        CustomerPages.Kind.UNSUBSCRIBE, "abc.def", "", "List-Unsubscribe=One-Click"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS"})
    void other_methods_are_refused(String method) throws Exception {
        RawClient.Answer answer = send(method, "/v1/preferences/abc.def", "", "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("GET, HEAD, POST");
        assertThat(port.visits).isEmpty();
    }

    @Test
    void the_limits_of_the_port_stand_for_pages_too() throws Exception {
        assertThat(send("POST", "/v1/preferences/abc", FORM, "x".repeat(5_000)).status())
                .isEqualTo(413);
        assertThat(send("POST", "/v1/preferences/abc", "Content-Type: text/plain\r\n", "email=denied")
                        .status())
                .isEqualTo(415);
        assertThat(port.visits).isEmpty();
    }

    @Test
    void a_broken_dependency_is_told_without_its_insides() throws Exception {
        RawClient.Answer answer = send("GET", "/v1/preferences/broken", "", "");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("canary");
    }

    private RawClient.Answer send(String method, String path, String headers, String body) throws IOException {
        try (RawClient client = port.client()) {
            return client.send(TestPort.request(method, path, headers, body)).read();
        }
    }
}
