package dev.tidegate.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.app.cli.Actions;
import dev.tidegate.app.cli.Console;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a management port answers, in words. */
class ExplainActionTest {
    private static final String VERDICT = """
        "trigger":"cart-abandoned","step":1,"outcome":"cooldown","reason":"in cooldown until 2026-11-25T01:00:00.000Z",\
        "at":"2026-11-24T01:32:03.412Z","gates":[{"gate":"unless","passed":true,"seen":"nothing that cancels was seen"},\
        {"gate":"cooldown","passed":false,"seen":"in cooldown until 2026-11-25T01:00:00.000Z"}],\
        "eligible_at":"2026-11-25T01:00:00.000Z"\
        """;

    private static final String DELIVERY = """
        "id":"4.m","destination":"klaviyo","trigger":"welcome","step":2,"status":"retrying",\
        "attempts":[{"at":"2026-11-24T01:02:04.000Z","status":503,"outcome":"retry","error":"the answer was 503"}],\
        "next_attempt_at":"2026-11-24T01:02:06.000Z"\
        """;

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private URI url;
    private String wanted = "";

    @BeforeEach
    void listen() {
        HttpServer server = VertxForTests.await(
                vertx.get().createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
        url = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    }

    private void answer(HttpServerRequest request) {
        String page = pages.get(request.uri());
        boolean refused = !wanted.isEmpty() && !("Bearer " + wanted).equals(request.getHeader("authorization"));
        var unused = request.response()
                .setStatusCode(refused ? 401 : page == null ? 404 : 200)
                .end(page == null ? "{}" : page);
    }

    @Test
    void an_event_is_explained_by_its_verdicts_gates_and_attempts() {
        pages.put("/v1/events/shop%3Agid%3A%2F%2F1", """
            {"id":"4kXJ","received_at":"2026-11-24T01:02:03.412Z","event":{"type":"checkout_started","source":"shop"},\
            "profile_id":"p1","verdicts":[{%s}],"deliveries":[{%s}]}\
            """.formatted(VERDICT, DELIVERY));

        assertThat(event("shop:gid://1")).isZero();
        assertThat(out).hasToString("""
            Event 4kXJ, checkout_started of source shop
            received 2026-11-24T01:02:03.412Z
            customer p1

            cart-abandoned: not sent, cooldown (in cooldown until 2026-11-25T01:00:00.000Z), 2026-11-24T01:32:03.412Z
                passed  unless       nothing that cancels was seen
                STOPPED cooldown     in cooldown until 2026-11-25T01:00:00.000Z
                can fire again for this customer from 2026-11-25T01:00:00.000Z

            message of welcome, step 2 to klaviyo: retrying
                2026-11-24T01:02:04.000Z attempt 1: retry, answered 503, the answer was 503
                next attempt at 2026-11-24T01:02:06.000Z
            """);
    }

    @Test
    void an_event_that_no_trigger_looks_at_is_explained_too() {
        pages.put(
                "/v1/events/x",
                "{\"id\":\"x\",\"received_at\":\"2026-11-24T01:02:03.412Z\",\"event\":null,\"profile_id\":\"p1\"}");

        assertThat(event("x")).isZero();
        assertThat(out.toString())
                .endsWith("No trigger looks at events of its type, so no message could come of it.\n");
    }

    @Test
    void a_customer_is_explained_by_all_that_happened() {
        pages.put("/v1/profiles?email=jo%2Bx%40shop.example", """
            {"items":[{"id":"p1","consent":{"email":{"state":"granted","at":"2026-11-01T00:00:00.000Z","source":"crm"}},\
            "suppression":{"sms":{"reason":"complaint","at":"2026-11-02T00:00:00.000Z"}}}],"next":null}\
            """);
        pages.put("/v1/profiles/p1/timeline?limit=200", """
            {"items":[{"at":"2026-11-24T01:32:03.412Z","kind":"decision","type":"cooldown","event_id":"4kXJ",%s},\
            {"at":"2026-11-24T01:02:03.412Z","kind":"event","type":"checkout_started","event_id":"4kXJ","source":"shop"}],\
            "next":"more"}\
            """.formatted(VERDICT.replaceFirst(",\"at\":\"[^\"]*\"", "")));

        assertThat(customer("jo+x@shop.example")).isZero();
        assertThat(out).hasToString("""
            Customer p1
            consent email: granted since 2026-11-01T00:00:00.000Z, by crm
            suppressed sms: complaint since 2026-11-02T00:00:00.000Z

              cart-abandoned: not sent, cooldown (in cooldown until 2026-11-25T01:00:00.000Z), 2026-11-24T01:32:03.412Z
                  passed  unless       nothing that cancels was seen
                  STOPPED cooldown     in cooldown until 2026-11-25T01:00:00.000Z
                  can fire again for this customer from 2026-11-25T01:00:00.000Z
              2026-11-24T01:02:03.412Z checkout_started from shop, event 4kXJ
            There is more, longer ago: GET /v1/profiles/p1/timeline
            """);
    }

    @Test
    void what_is_not_known_ends_with_1() {
        pages.put("/v1/profiles?email=nobody", "{\"items\":[],\"next\":null}");

        assertThat(event("nothing")).isEqualTo(1);
        assertThat(err.toString()).contains("no event nothing is on record");
        assertThat(customer("nobody")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void the_token_comes_from_the_environment() {
        pages.put("/v1/events/x", "{\"id\":\"x\"}");
        wanted = "secret";
        assertThat(event("x")).isZero();

        wanted = "another";
        assertThat(event("x")).isEqualTo(1);
        assertThat(err.toString()).contains("set TIDEGATE_TOKEN").doesNotContain("secret");
    }

    @Test
    void a_gateway_that_is_not_there_is_told() {
        url = URI.create("http://127.0.0.1:1");

        assertThat(event("x")).isEqualTo(1);
        assertThat(err.toString()).contains("no gateway answers at http://127.0.0.1:1/v1");
    }

    private int event(String id) {
        return run(new Actions.Question(Optional.of(id), Optional.empty(), url));
    }

    private int customer(String email) {
        return run(new Actions.Question(Optional.empty(), Optional.of(email), url));
    }

    private int run(Actions.Question question) {
        Map<String, String> environment = Map.of("TIDEGATE_TOKEN", "secret");
        return new ExplainAction(environment::get)
                .run(question, new Console(new PrintWriter(out), new PrintWriter(err)));
    }
}
