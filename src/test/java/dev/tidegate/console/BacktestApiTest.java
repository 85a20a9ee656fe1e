package dev.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.backtest.BacktestReport;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BacktestApiTest extends ConsoleFixture {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    BacktestApiTest() {
        super(TestConsole.tokens());
    }

    @Test
    void an_order_is_answered_with_the_id_to_ask_with() throws Exception {
        TestConsole.Answer answer =
                order("{\"triggers\": \"triggers: {}\", \"from\": \"2026-11-24T00:00:00Z\"}", TestConsole.ADMIN);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"id\":\"b1\"}");
        assertThat(console.backtests.ordered)
                .isEqualTo(new Backtesting.Order(
                        Optional.of("triggers: {}"),
                        Optional.of(Instant.parse("2026-11-24T00:00:00Z")),
                        Optional.empty()));
    }

    @Test
    void an_order_without_a_body_tries_the_triggers_in_force() throws Exception {
        assertThat(order("", TestConsole.ADMIN).status()).isEqualTo(202);
        assertThat(console.backtests.ordered)
                .isEqualTo(new Backtesting.Order(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void one_who_may_only_look_orders_nothing() throws Exception {
        assertThat(order("{}", TestConsole.VIEWER).status()).isEqualTo(403);
        assertThat(console.backtests.ordered).isNull();
    }

    @Test
    void an_order_that_cannot_be_understood_is_refused_with_all_that_is_wrong() throws Exception {
        assertThat(order("[]", TestConsole.ADMIN).status()).isEqualTo(400);
        TestConsole.Answer answer = order(
                "{\"triggers\": 7, \"from\": \"noon\", \"till\": 1, \"to\": \"2026-11-24T00:00:00Z\"}",
                TestConsole.ADMIN);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail"))
                .isEqualTo("only from, to, triggers are known; triggers must be text;"
                        + " from must be a time such as 2026-11-24T01:02:03Z.");
        assertThat(order("{\"from\": \"2026-11-24T00:00:00Z\", \"to\": \"2026-11-24T00:00:00Z\"}", TestConsole.ADMIN)
                        .body())
                .contains("from must be before to");
    }

    @Test
    void faulty_triggers_are_answered_with_each_fault_and_its_place() throws Exception {
        console.backtests.answer = new Backtesting.Started.Faulty(List.of("triggers.yaml:2:3 triggers.x: is wrong"));

        TestConsole.Answer answer = order("{\"triggers\": \"triggers: {x: 1}\"}", TestConsole.ADMIN);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("faults")).isEqualTo(List.of("triggers.yaml:2:3 triggers.x: is wrong"));
    }

    @Test
    void a_second_order_and_one_without_an_archive_conflict() throws Exception {
        console.backtests.answer = new Backtesting.Started.Busy();
        assertThat(order("{}", TestConsole.ADMIN).status()).isEqualTo(409);
        console.backtests.answer = new Backtesting.Started.NoArchive();
        TestConsole.Answer answer = order("{}", TestConsole.ADMIN);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("Put archive with a directory into gateway.yaml");
    }

    @Test
    void a_finished_backtest_tells_who_would_have_got_what() throws Exception {
        console.backtests.jobs.put("b1", new Job<>("b1", Job.Status.DONE, NOON, NOON.plusSeconds(2), report(), null));

        TestConsole.Answer answer = get("/v1/backtests/b1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"b1\",\"status\":\"done\",\"started_at\":\"2026-11-24T12:00:00.000Z\","
                        + "\"ended_at\":\"2026-11-24T12:00:02.000Z\",\"result\":{"
                        + "\"from\":\"2026-11-24T12:00:00.000Z\",\"to\":\"2026-11-24T12:01:00.000Z\",\"events\":3,"
                        + "\"triggers\":{\"cart\":{\"messages\":2,\"customers\":1,\"outcomes\":{\"fired\":2}}},"
                        + "\"difference\":{\"cart\":{\"added\":1,\"gone\":0,\"both\":1}},"
                        + "\"messages\":[{\"at\":\"2026-11-24T12:00:00.000Z\",\"profile_id\":\"jo\","
                        + "\"trigger\":\"cart\",\"step\":1,\"destination\":\"lab\",\"as\":\"Cart\","
                        + "\"event_id\":\"" + TestConsole.EVENT.value() + "\",\"message_id\":\"m1\"}],"
                        + "\"more_messages\":1}}");
    }

    @Test
    void a_running_one_has_no_result_and_a_failed_one_says_why() throws Exception {
        console.backtests.jobs.put("b1", new Job<>("b1", Job.Status.RUNNING, NOON, null, null, null));
        console.backtests.jobs.put("b2", new Job<>("b2", Job.Status.FAILED, NOON, NOON, null, "no disk"));

        assertThat(get("/v1/backtests/b1").json())
                .containsEntry("status", "running")
                .doesNotContainKeys("result", "failure");
        assertThat(get("/v1/backtests/b2").json())
                .containsEntry("status", "failed")
                .containsEntry("failure", "no disk");
        assertThat(get("/v1/backtests/b3").status()).isEqualTo(404);
    }

    @Test
    void a_body_that_is_too_long_is_refused() throws Exception {
        assertThat(order("{\"triggers\": \"" + "x".repeat(300_000) + "\"}", TestConsole.ADMIN)
                        .status())
                .isEqualTo(413);
    }

    private TestConsole.Answer order(String body, String token) throws Exception {
        return console.post("/v1/backtests", body, "authorization", "Bearer " + token);
    }

    private TestConsole.Answer get(String path) throws Exception {
        return console.get(path, "authorization", "Bearer " + TestConsole.VIEWER);
    }

    private static BacktestReport report() {
        return new BacktestReport(
                NOON,
                NOON.plusSeconds(60),
                3,
                Map.of("cart", new BacktestReport.Totals(Map.of(Verdict.Outcome.FIRED, 2L), 2, 1)),
                Map.of("cart", new BacktestReport.Difference(1, 1, 0)),
                List.of(new BacktestReport.Message(
                        NOON,
                        new ProfileId("jo"),
                        "cart",
                        1,
                        "lab",
                        "Cart",
                        EventId.of("shop", "gid://1"),
                        new MessageId("m1"))));
    }
}
