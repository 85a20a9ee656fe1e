package dev.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.queue.Receipt;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentApiTest extends ConsoleFixture {
    private static final String CONSENT = "/v1/profiles/profile/consent";

    @Test
    void a_refusal_becomes_an_unsubscribe_of_that_profile() throws Exception {
        TestConsole.Answer answer = console.put(
                CONSENT,
                "{\"channel\":\"email\",\"state\":\"denied\",\"source\":\"hotline\",\"at\":\"2026-11-24T01:00:00+01:00\"}");

        assertThat(answer.status()).isEqualTo(202);
        Event event = console.taken.getFirst();
        assertThat(event.type()).isEqualTo("unsubscribed");
        assertThat(event.source()).isEqualTo("hotline");
        assertThat(event.customer().profile()).isEqualTo(FakeProfiles.JO);
        assertThat(event.consents())
                .containsExactly(
                        new ConsentChange(Channel.EMAIL, ConsentState.DENIED, Instant.parse("2026-11-24T00:00:00Z")));
        assertThat(answer.json())
                .containsEntry("event_id", event.id().value())
                .containsEntry("at", "2026-11-24T00:00:00.000Z")
                .containsEntry("source", "hotline");
    }

    @Test
    void a_grant_counts_from_now_and_is_the_operators_unless_said_otherwise() throws Exception {
        assertThat(console.put(CONSENT, "{\"channel\":\"sms\",\"state\":\"granted\"}")
                        .status())
                .isEqualTo(202);

        Event event = console.taken.getFirst();
        assertThat(event.type()).isEqualTo("consent_updated");
        assertThat(event.source()).isEqualTo("operator");
        assertThat(event.occurredAt()).isEqualTo(FakeDeliveries.AT);
    }

    @Test
    void the_same_call_makes_the_same_event() throws Exception {
        String body = "{\"channel\":\"sms\",\"state\":\"granted\",\"at\":\"2026-11-24T00:00:00Z\"}";
        console.receipt = event -> new Receipt.Duplicate(event.id());

        assertThat(console.put(CONSENT, body).status()).isEqualTo(202);
        assertThat(console.put(CONSENT, body).status()).isEqualTo(202);

        assertThat(console.taken.get(1).id()).isEqualTo(console.taken.get(0).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"channel\":\"fax\",\"state\":\"granted\"}",
                "{\"channel\":\"email\",\"state\":\"unknown\"}",
                "{\"channel\":\"email\",\"state\":\"granted\",\"at\":\"tomorrow\"}",
                "{\"channel\":\"email\",\"state\":\"granted\",\"at\":\"2027-01-01T00:00:00Z\"}",
                "{\"channel\":\"email\",\"state\":\"granted\",\"source\":\"a|b\"}",
                "{\"channel\":\"email\",\"state\":\"granted\",\"chanel\":\"email\"}"
            })
    void what_is_no_consent_is_told_what_is_allowed(String body) throws Exception {
        TestConsole.Answer answer = console.put(CONSENT, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(console.taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "granted", "[]", "{\"channel\":"})
    void what_cannot_be_read_is_malformed(String body) throws Exception {
        assertThat(console.put(CONSENT, body).status()).isEqualTo(400);
    }

    @Test
    void a_body_beyond_all_bounds_is_not_read() throws Exception {
        assertThat(console.put(CONSENT, "x".repeat(70_000)).status()).isEqualTo(413);
    }

    @Test
    void nobodys_consent_is_not_recorded() throws Exception {
        String body = "{\"channel\":\"sms\",\"state\":\"granted\"}";
        assertThat(console.put("/v1/profiles/nobody/consent", body).status()).isEqualTo(404);
        assertThat(console.taken).isEmpty();
    }

    @Test
    void what_could_not_be_stored_is_no_success() throws Exception {
        console.receipt = event -> new Receipt.Unavailable();
        assertThat(console.put(CONSENT, "{\"channel\":\"sms\",\"state\":\"granted\"}")
                        .status())
                .isEqualTo(503);
    }

    @Test
    void a_viewer_may_not_change_consent() throws Exception {
        try (TestConsole guarded = new TestConsole(vertx.get(), TestConsole.tokens())) {
            String body = "{\"channel\":\"sms\",\"state\":\"granted\"}";
            assertThat(guarded.put(CONSENT, body, "authorization", "Bearer " + TestConsole.VIEWER)
                            .status())
                    .isEqualTo(403);
            assertThat(guarded.put(CONSENT, body, "authorization", "Bearer " + TestConsole.ADMIN)
                            .status())
                    .isEqualTo(202);
        }
    }
}
