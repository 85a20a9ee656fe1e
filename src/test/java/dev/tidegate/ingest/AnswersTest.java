package dev.tidegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.EventId;
import dev.tidegate.queue.Receipt;
import dev.tidegate.telemetry.EventOutcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswersTest extends PortFixture {
    @Test
    void an_event_that_is_stored_is_told_with_its_id() throws Exception {
        RawClient.Answer answer = port.webhook("{\"id\":\"1\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"accepted\":1,\"duplicates\":0,\"rejected\":[],\"ids\":[\"" + EventId.of("shop", "1")
                        + "\"]}");
        assertThat(port.count("shop", EventOutcome.ACCEPTED)).isEqualTo(1);
        assertThat(port.timed("shop")).isEqualTo(1);
        assertThat(port.store.given.getFirst().receivedAt()).isEqualTo(TestPort.NOW);
    }

    @Test
    void a_duplicate_is_a_success_with_the_first_ones_id() throws Exception {
        port.store.answers("1", event -> new Receipt.Duplicate(event.id()));

        RawClient.Answer answer = port.webhook("{\"id\":\"1\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"accepted\":0,\"duplicates\":1,\"rejected\":[],\"ids\":[\"" + EventId.of("shop", "1")
                        + "\"]}");
        assertThat(port.count("shop", EventOutcome.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void another_content_under_a_known_id_is_answered_as_a_duplicate_and_counted_as_a_conflict() throws Exception {
        port.store.answers("1", event -> new Receipt.Conflict(event.id()));

        RawClient.Answer answer = port.webhook("{\"id\":\"1\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json()).containsEntry("accepted", 0L).containsEntry("duplicates", 1L);
        assertThat(port.count("shop", EventOutcome.CONFLICT)).isEqualTo(1);
        assertThat(port.count("shop", EventOutcome.DUPLICATE)).isZero();
    }

    @Test
    void each_event_of_a_batch_has_its_own_fate() throws Exception {
        port.store.answers("2", event -> new Receipt.Duplicate(event.id()));

        RawClient.Answer answer =
                port.webhook("[{\"id\":\"1\"},{\"bad\":\"email\"},{\"id\":\"2\"},{\"topic\":\"new\"},{\"id\":\"3\"}]");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"accepted\":2,\"duplicates\":1,\"rejected\":[{\"index\":1,\"errors\":[{\"field\":\"email\","
                                + "\"code\":\"format\",\"message\":\"must be right\"}]}],\"ids\":[\""
                                + EventId.of("shop", "1") + "\",null,\"" + EventId.of("shop", "2") + "\",null,\""
                                + EventId.of("shop", "3") + "\"]}");
        assertThat(port.count("shop", EventOutcome.ACCEPTED)).isEqualTo(2);
        assertThat(port.count("shop", EventOutcome.INVALID)).isEqualTo(1);
        assertThat(port.count("shop", EventOutcome.IGNORED)).isEqualTo(1);
    }

    @Test
    void a_topic_that_no_mapping_knows_is_acknowledged_and_counted() throws Exception {
        RawClient.Answer answer = port.webhook("{\"topic\":\"products/update\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":0,\"duplicates\":0,\"rejected\":[],\"ids\":[null]}");
        assertThat(port.count("shop", EventOutcome.IGNORED)).isEqualTo(1);
        assertThat(port.store.given).isEmpty();
    }

    @Test
    void a_request_without_a_valid_event_is_a_problem_that_names_every_fault() throws Exception {
        RawClient.Answer answer = port.webhook("[{\"bad\":\"email\"},{\"bad\":\"phone\"}]");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json())
                .containsEntry("status", 422L)
                .containsEntry("type", "urn:tidegate:problem:invalid-events")
                .containsEntry(
                        "rejected",
                        List.of(
                                Map.of("index", 0L, "errors", List.of(fault("email"))),
                                Map.of("index", 1L, "errors", List.of(fault("phone")))));
        assertThat(port.count("shop", EventOutcome.INVALID)).isEqualTo(2);
    }

    @Test
    void a_batch_of_which_a_part_was_not_stored_is_sent_again_whole() throws Exception {
        port.store.answers("2", event -> new Receipt.Unavailable()).answers("3", event -> new Receipt.Overloaded());

        RawClient.Answer answer = port.webhook("[{\"id\":\"1\"},{\"id\":\"2\"},{\"id\":\"3\"}]");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json()).containsEntry("type", "urn:tidegate:problem:unavailable");
        assertThat(Integer.parseInt(answer.header("retry-after"))).isBetween(1, 5);
        assertThat(port.count("shop", EventOutcome.ACCEPTED)).isEqualTo(1);
        assertThat(port.count("shop", EventOutcome.UNAVAILABLE)).isEqualTo(1);
        assertThat(port.count("shop", EventOutcome.OVERLOADED)).isEqualTo(1);
    }

    @Test
    void a_full_queue_turns_senders_away_for_a_while() throws Exception {
        port.store.answers("1", event -> new Receipt.Overloaded());

        RawClient.Answer answer = port.webhook("{\"id\":\"1\"}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json()).containsEntry("type", "urn:tidegate:problem:overloaded");
        assertThat(Integer.parseInt(answer.header("retry-after"))).isBetween(1, 5);
    }

    @Test
    void a_store_that_never_answers_costs_the_sender_less_than_two_seconds() throws Exception {
        assertThat(port.webhook("{\"id\":\"0\"}").status()).isEqualTo(202);
        port.store.answer = receipts -> Promise.<List<Receipt>>promise().future();
        long start = System.nanoTime();

        RawClient.Answer answer = port.webhook("{\"id\":\"1\"}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(System.nanoTime() - start).isBetween(1_700_000_000L, 2_000_000_000L);
        assertThat(port.count("shop", EventOutcome.UNAVAILABLE)).isEqualTo(1);
    }

    @Test
    void a_store_that_fails_or_throws_is_never_taken_for_a_success() throws Exception {
        port.store.answer = receipts -> Future.failedFuture("redis is away");
        assertThat(port.webhook("{\"id\":\"1\"}").status()).isEqualTo(503);

        port.store.answer = receipts -> {
            throw new IllegalStateException("canary@shop.example");
        };
        RawClient.Answer answer = port.webhook("{\"id\":\"1\"}");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("canary").doesNotContain("Exception");
    }

    @Test
    void a_fault_of_ours_tells_the_sender_nothing_of_our_insides() throws Exception {
        RawClient.Answer answer = port.webhook("{\"throw\":true}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .doesNotContain("canary")
                .doesNotContain("Exception")
                .doesNotContain("dev.tidegate");
    }

    private static Map<String, Object> fault(String field) {
        return Map.of("field", field, "code", "format", "message", "must be right");
    }
}
