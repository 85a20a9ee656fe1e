package dev.tidegate.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Message;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.json.MessageCodec;
import dev.tidegate.support.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every connector promises; each runs this suite. */
public abstract class ConnectorContract {
    protected static final Instant NOW = Instant.parse("2026-11-24T01:32:04.000Z");

    /** The connector, made anew. */
    protected abstract Connector connector();

    /** A message that it can send. */
    protected Message cart() {
        return Messages.cart();
    }

    /** The JSON of a body; all of it, unless the ESP takes something else. */
    protected byte[] json(byte[] body) {
        return body;
    }

    @Test
    void sends_the_same_bytes_to_the_same_place_on_every_attempt() {
        EspRequest.Http first = request(cart(), 1, NOW);
        EspRequest.Http later = request(cart(), 7, NOW.plus(Duration.ofHours(3)));

        assertThat(later.body()).isEqualTo(first.body());
        assertThat(later.url()).isEqualTo(first.url());
        assertThat(later.method()).isEqualTo(first.method());
    }

    @Test
    void sends_the_same_bytes_once_the_message_has_been_stored_and_read_again() {
        Message stored = MessageCodec.decode(MessageCodec.encode(cart()));

        assertThat(request(stored, 1, NOW).body())
                .isEqualTo(request(cart(), 1, NOW).body());
    }

    @Test
    void counts_the_attempts_in_a_header_only() {
        assertThat(request(cart(), 3, NOW).headers()).containsEntry("tidegate-attempt", "3");
    }

    @Test
    void names_its_headers_in_lower_case_and_its_content_type() {
        assertThat(request(cart(), 1, NOW).headers())
                .containsKey("content-type")
                .allSatisfy((name, value) -> assertThat(name).isLowerCase());
    }

    @Test
    void carries_the_message_id_when_the_esp_takes_a_message_only_once() {
        EspRequest.Http request = request(cart(), 1, NOW);
        String all = new String(request.body(), StandardCharsets.UTF_8) + request.headers();

        assertThat(!connector().hasIdempotencyKey(cart())
                        || all.contains(cart().id().value()))
                .isTrue();
    }

    @Test
    void writes_json_that_is_valid_and_keeps_money_exact() {
        byte[] body = json(request(cart(), 1, NOW).body());

        assertThat(new JsonReader(JsonLimits.DEFAULT).read(body)).isInstanceOf(JsonResult.Read.class);
        assertThat(new String(body, StandardCharsets.UTF_8)).contains("129.90").contains("Lamp \u00fc");
    }

    @Test
    void shows_no_secret_when_it_is_printed() {
        assertThat(connector() + " " + request(cart(), 1, NOW))
                .doesNotContain("whsec")
                .doesNotContain("pk_")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void takes_success_for_delivered(int status) {
        assertThat(connector().read(answer(status, Map.of()))).isEqualTo(new Outcome.Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void tries_again_when_the_esp_may_do_better_later(int status) {
        assertThat(connector().read(answer(status, Map.of())))
                .isEqualTo(new Outcome.RetryLater(null, "HTTP " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void keeps_to_the_wait_that_the_esp_asks_for(int status) {
        assertThat(connector().read(answer(status, Map.of("retry-after", "7"))))
                .isEqualTo(new Outcome.RetryLater(Duration.ofSeconds(7), "HTTP " + status));
        assertThat(connector().read(answer(status, Map.of("retry-after", "Tue, 24 Nov 2026 01:32:34 GMT"))))
                .isEqualTo(new Outcome.RetryLater(Duration.ofSeconds(30), "HTTP " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 304, 307, 308, 400, 404, 405, 409, 413, 422, 451})
    void gives_up_when_asking_again_would_not_help(int status) {
        assertThat(connector().read(answer(status, Map.of()))).isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void does_not_try_again_at_once_when_it_is_not_let_in(int status) {
        assertThat(connector().read(answer(status, Map.of())))
                .isInstanceOfAny(Outcome.Refused.class, Outcome.AccountRefused.class);
    }

    @Test
    void gives_up_when_nobody_is_there_any_more() {
        assertThat(connector().read(answer(410, Map.of()))).isInstanceOfAny(Outcome.Refused.class, Outcome.Gone.class);
    }

    @Test
    void judges_by_the_status_when_the_body_is_cut_or_no_json() {
        byte[] cut = "{\"errors\": [{\"co".getBytes(StandardCharsets.UTF_8);

        assertThat(connector().read(new EspAnswer(200, Map.of(), cut, NOW))).isEqualTo(new Outcome.Delivered());
        assertThat(connector().read(new EspAnswer(503, Map.of(), cut, NOW))).isInstanceOf(Outcome.RetryLater.class);
    }

    @Test
    void understands_the_answer_to_its_verification() {
        if (connector().verification() != null) {
            assertThat(connector().read(answer(200, Map.of()))).isEqualTo(new Outcome.Delivered());
            assertThat(connector().read(answer(401, Map.of()))).isInstanceOf(Outcome.AccountRefused.class);
        }
    }

    private EspRequest.Http request(Message message, int attempt, Instant now) {
        return (EspRequest.Http) connector().request(message, attempt, now);
    }

    protected static EspAnswer answer(int status, Map<String, String> headers) {
        return new EspAnswer(status, headers, new byte[0], NOW);
    }

    /** An answer with that body. */
    protected static EspAnswer answer(int status, String body) {
        return new EspAnswer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
