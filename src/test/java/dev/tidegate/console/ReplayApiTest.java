package dev.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayApiTest extends ConsoleFixture {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    ReplayApiTest() {
        super(TestConsole.tokens());
    }

    @Test
    void an_order_is_answered_with_the_id_to_ask_with() throws Exception {
        TestConsole.Answer answer = order("{\"source\": \"shop\", \"to\": \"2026-11-24T12:00:00Z\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"id\":\"r1\"}");
        assertThat(console.replays.ordered).isEqualTo(new Replaying.Order("shop", Optional.empty(), Optional.of(NOON)));
    }

    @Test
    void an_order_that_cannot_be_carried_out_is_refused() throws Exception {
        assertThat(console.post("/v1/replays", "{}", "authorization", "Bearer " + TestConsole.VIEWER)
                        .status())
                .isEqualTo(403);
        assertThat(order("{}").body()).contains("source must be the name of a source");
        console.replays.answer = new Replaying.Started.UnknownSource();
        assertThat(order("{\"source\": \"moon\"}").status()).isEqualTo(404);
        console.replays.answer = new Replaying.Started.Busy();
        assertThat(order("{\"source\": \"shop\"}").status()).isEqualTo(409);
        console.replays.answer = new Replaying.Started.NoArchive();
        assertThat(order("{\"source\": \"shop\"}").status()).isEqualTo(409);
    }

    @Test
    void tells_how_far_a_replay_is() throws Exception {
        Replaying.Order order = new Replaying.Order("shop", Optional.of(NOON), Optional.empty());
        Replaying.Progress progress = new Replaying.Progress(order, 5, 4, 1, 2, 3);
        console.replays.jobs.put("r1", new Job<>("r1", Job.Status.RUNNING, NOON, null, progress, null));

        assertThat(console.get("/v1/replays/r1", "authorization", "Bearer " + TestConsole.VIEWER)
                        .body())
                .isEqualTo("{\"id\":\"r1\",\"status\":\"running\",\"started_at\":\"2026-11-24T12:00:00.000Z\","
                        + "\"ended_at\":null,\"result\":{\"source\":\"shop\",\"from\":\"2026-11-24T12:00:00.000Z\","
                        + "\"to\":null,\"requests\":5,\"events\":4,\"unreadable\":1,\"rejected\":2,\"left_out\":3}}");
    }

    private TestConsole.Answer order(String body) throws Exception {
        return console.post("/v1/replays", body, "authorization", "Bearer " + TestConsole.ADMIN);
    }
}
