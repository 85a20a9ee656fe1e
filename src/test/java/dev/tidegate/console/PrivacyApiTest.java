package dev.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.EventId;
import dev.tidegate.queue.Receipt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrivacyApiTest extends ConsoleFixture {
    @Test
    void an_export_is_one_document_of_all_that_is_stored() throws Exception {
        TestConsole.Answer answer = console.get("/v1/profiles/profile/export");

        assertThat(answer.status()).isEqualTo(200);
        Map<String, Object> export = answer.json();
        assertThat(export)
                .containsOnlyKeys(
                        "exported_at", "profile", "addresses", "history", "events", "decisions", "deliveries", "runs");
        assertThat((List<?>) export.get("history")).hasSize(2);
        assertThat((List<?>) export.get("events"))
                .first()
                .asString()
                .contains(EventId.of("shop", "1").value(), "kept=true");
        assertThat(String.valueOf(export.get("addresses"))).contains("jo+x@shop.example", "complaint");
        assertThat((List<?>) export.get("decisions")).hasSize(1);
        assertThat((List<?>) export.get("deliveries")).hasSize(1);
    }

    @Test
    void an_erasure_is_an_event_that_no_sender_can_make() throws Exception {
        TestConsole.Answer answer = console.send("DELETE", "/v1/profiles/profile");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json()).containsEntry("status", "erasing");
        assertThat(console.taken.getFirst().type()).isEqualTo("profile_erased");
        assertThat(console.taken.getFirst().customer().profile()).isEqualTo(FakeProfiles.JO);
    }

    @Test
    void who_is_not_on_record_is_not_erased() throws Exception {
        assertThat(console.send("DELETE", "/v1/profiles/nobody").status()).isEqualTo(404);
        assertThat(console.get("/v1/profiles/nobody/export").status()).isEqualTo(404);
        assertThat(console.taken).isEmpty();
    }

    @Test
    void an_erasure_that_could_not_be_stored_is_no_success() throws Exception {
        console.receipt = event -> new Receipt.Overloaded();
        assertThat(console.send("DELETE", "/v1/profiles/profile").status()).isEqualTo(503);
    }

    @Test
    void a_viewer_may_not_erase() throws Exception {
        try (TestConsole guarded = new TestConsole(vertx.get(), TestConsole.tokens())) {
            assertThat(guarded.send("DELETE", "/v1/profiles/profile", "authorization", "Bearer " + TestConsole.VIEWER)
                            .status())
                    .isEqualTo(403);
        }
    }
}
