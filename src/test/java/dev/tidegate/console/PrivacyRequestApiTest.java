package dev.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.EventId;
import dev.tidegate.queue.PrivacyRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrivacyRequestApiTest extends ConsoleFixture {
    private static final EventId FIRST = EventId.of("shop", "1");
    private static final EventId SECOND = EventId.of("shop", "2");

    @BeforeEach
    void ask() {
        console.asked.add(request(FIRST));
        console.asked.add(request(SECOND));
    }

    @Test
    void lists_what_a_person_has_to_do_page_by_page() throws Exception {
        TestConsole.Answer first = console.get("/v1/privacy-requests?limit=1");
        TestConsole.Answer second = console.get("/v1/privacy-requests?limit=1&cursor=1");

        assertThat(first.json())
                .containsEntry("next", "1")
                .extractingByKey("items")
                .asString()
                .contains(FIRST.value(), "privacy_erasure_requested", "email=jo@shop.example");
        assertThat(second.json())
                .containsEntry("next", null)
                .extractingByKey("items")
                .asString()
                .contains(SECOND.value());
        assertThat(console.get("/v1/privacy-requests?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void what_is_done_is_struck_off_once() throws Exception {
        String path = "/v1/privacy-requests/" + FIRST.value();

        assertThat(console.send("DELETE", path).status()).isEqualTo(202);
        assertThat(console.send("DELETE", path).status()).isEqualTo(404);
        assertThat(console.send("DELETE", "/v1/privacy-requests/x").status()).isEqualTo(404);
        assertThat(console.asked).extracting(PrivacyRequest::id).containsExactly(SECOND);
    }

    private static PrivacyRequest request(EventId id) {
        return new PrivacyRequest(
                id,
                FakeDeliveries.AT,
                "privacy_erasure_requested",
                "shop",
                "{\"properties\":{\"email\":\"jo@shop.example\"}}".getBytes(StandardCharsets.UTF_8));
    }
}
