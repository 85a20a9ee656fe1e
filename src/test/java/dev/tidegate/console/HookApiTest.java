package dev.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.delivery.Hook;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REST hooks as Zapier, Make and n8n subscribe and unsubscribe them. */
class HookApiTest extends ConsoleFixture {
    private static final String HOOKS = "/v1/destinations/zap/hooks";
    private static final String URL = "https://hooks.zapier.example/hooks/standard/123/secret";
    private static final String[] AS_APP = {"authorization", "Bearer " + TestConsole.HOOKS};
    private static final String[] AS_VIEWER = {"authorization", "Bearer " + TestConsole.VIEWER};

    HookApiTest() {
        super(TestConsole.tokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {"target_url", "targetUrl", "hookUrl", "url"})
    void an_app_subscribes_its_hook_by_the_name_that_it_uses(String name) throws Exception {
        TestConsole.Answer answer = subscribe("{\"" + name + "\":\"" + URL + "\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"id\":\"hook-1\"}");
        assertThat(console.hooks.hooks).containsExactly(new Hook("hook-1", URI.create(URL), null, FakeDeliveries.AT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"as", "event"})
    void an_app_may_ask_for_messages_of_one_name(String name) throws Exception {
        subscribe("{\"target_url\":\"" + URL + "\",\"" + name + "\":\"Cart Abandoned\"}");

        assertThat(console.hooks.hooks).extracting(Hook::as).containsExactly("Cart Abandoned");
    }

    @Test
    void a_hook_is_unsubscribed_by_its_id() throws Exception {
        subscribe("{\"target_url\":\"" + URL + "\"}");

        assertThat(console.send("DELETE", HOOKS + "/hook-1", AS_APP).status()).isEqualTo(202);
        assertThat(console.send("DELETE", HOOKS + "/hook-1", AS_APP).status()).isEqualTo(404);
        assertThat(console.hooks.hooks).isEmpty();
    }

    @Test
    void hooks_are_listed_without_what_would_let_others_post_to_them() throws Exception {
        subscribe("{\"target_url\":\"" + URL + "\",\"as\":\"Welcome\"}");

        String listed = console.get(HOOKS, AS_VIEWER).body();

        assertThat(listed)
                .contains("\"id\":\"hook-1\"", "\"host\":\"hooks.zapier.example\"", "\"as\":\"Welcome\"")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"target_url\":\"http://hooks.example/secret\"}",
                "{\"target_url\":\"https://me:secret@hooks.example/\"}",
                "{\"target_url\":\"https://hooks.example/secret#x\"}",
                "{\"target_url\":\"secret\"}",
                "{\"target_url\":\"file:///secret\"}",
                "{\"target_url\":\"https://hooks.example/secret a\"}",
                "{\"target_url\":\"https://a.example/secret\",\"url\":\"https://b.example/secret\"}",
                "{\"target_url\":\"https://hooks.example/secret\",\"as\":\"two\\nlines\"}",
                "{\"target_url\":\"https://hooks.example/secret\",\"other\":1}",
                "{\"target_url\":1}"
            })
    void what_is_no_hook_is_refused_and_never_repeated(String body) throws Exception {
        TestConsole.Answer answer = subscribe(body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(console.hooks.hooks).isEmpty();
    }

    @Test
    void http_will_do_where_the_destination_may_be_anywhere() throws Exception {
        assertThat(console.post(
                                "/v1/destinations/lab/hooks",
                                "{\"target_url\":\"http://n8n.local:5678/webhook/x\"}",
                                AS_APP)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void other_destinations_have_no_hooks() throws Exception {
        String body = "{\"target_url\":\"" + URL + "\"}";
        assertThat(console.post("/v1/destinations/klaviyo/hooks", body, AS_APP).status())
                .isEqualTo(409);
        assertThat(console.post("/v1/destinations/nowhere/hooks", body, AS_APP).status())
                .isEqualTo(404);
        assertThat(console.get("/v1/destinations/klaviyo/hooks", AS_APP).status())
                .isEqualTo(409);
    }

    @Test
    void there_is_an_end_to_the_hooks_of_a_destination() throws Exception {
        console.hooks.full = true;

        assertThat(subscribe("{\"target_url\":\"" + URL + "\"}").status()).isEqualTo(409);
    }

    @Test
    void an_editor_is_shown_a_sample() throws Exception {
        assertThat(console.get(HOOKS + "/sample", AS_APP).body()).isEqualTo("[{\"type\":\"Cart Abandoned\"}]");
    }

    @Test
    void a_viewer_may_only_look() throws Exception {
        assertThat(console.get(HOOKS, AS_VIEWER).status()).isEqualTo(200);
        assertThat(console.post(HOOKS, "{\"target_url\":\"" + URL + "\"}", AS_VIEWER)
                        .status())
                .isEqualTo(403);
        assertThat(console.send("DELETE", HOOKS + "/hook-1", AS_VIEWER).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/config",
                "/v1/destinations",
                "/v1/deliveries",
                "/v1/profiles/profile",
                "/v1/destinations/zap/hooks/x/../../../../profiles/profile",
                "/v1/destinations/zap/hooks/%2e%2e/%2e%2e/%2e%2e/profiles/profile"
            })
    void an_app_may_do_nothing_else(String path) throws Exception {
        TestConsole.Answer answer = console.get(path, AS_APP);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("hooks-only");
    }

    @CanIgnoreReturnValue
    private TestConsole.Answer subscribe(String body) throws Exception {
        return console.post(HOOKS, body, AS_APP);
    }
}
