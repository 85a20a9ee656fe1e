package dev.tidegate.connector.braze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.connector.BatchingContract;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.OpenApiRequestCheck;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.domain.Via;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrazeConnectorTest extends BatchingContract {
    private static final Message CART = Messages.cart();
    private static final Message.Recipient BY_EMAIL =
            new Message.Recipient(null, "jo@shop.example", null, null, null, null);
    private static final String PROPERTIES =
            """
            {"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc",
            "tidegate_message_id":"MESSAGE","tidegate_trigger":"cart-abandoned","tidegate_step":"1","tidegate_destination":"hook"}
            """.replace("\n", "").replace("MESSAGE", CART.id().value());
    private static final String EVENT = "{\"external_id\":\"4711\",\"name\":\"Cart Abandoned\","
            + "\"time\":\"2026-11-24T01:32:03.500Z\",\"properties\":" + PROPERTIES + "}";

    @Override
    protected BrazeConnector connector() {
        return new BrazeConnector(URI.create("https://rest.fra-01.braze.eu"), new Secret("s3cret"));
    }

    @Test
    void sends_an_event_on_the_user() {
        EspRequest.Http request = connector().request(CART, 1, NOW);

        assertThat(request.url()).hasToString("https://rest.fra-01.braze.eu/users/track");
        assertThat(request.headers()).containsEntry("authorization", "Bearer s3cret");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"events\":[" + EVENT + "]}");
    }

    @Test
    void triggers_a_campaign_for_the_user() {
        EspRequest.Http request = connector().request(Messages.as(CART, "c-1", Via.CAMPAIGN), 1, NOW);

        assertThat(request.url()).hasToString("https://rest.fra-01.braze.eu/campaigns/trigger/send");
        assertThat(request.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"campaign_id\":\"c-1\",\"trigger_properties\":" + PROPERTIES
                        + ",\"recipients\":[{\"external_user_id\":\"4711\"}]}");
    }

    @Test
    void triggers_a_canvas_for_a_user_who_is_known_by_address_only() {
        EspRequest.Http request =
                connector().request(Messages.to(Messages.as(CART, "c-2", Via.CANVAS), BY_EMAIL), 1, NOW);

        assertThat(request.url()).hasToString("https://rest.fra-01.braze.eu/canvas/trigger/send");
        assertThat(request.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"canvas_id\":\"c-2\",\"canvas_entry_properties\":" + PROPERTIES
                        + ",\"recipients\":[{\"email\":\"jo@shop.example\","
                        + "\"prioritization\":[\"identified\",\"most_recently_updated\"]}]}");
    }

    @Test
    void names_the_user_by_address_or_phone_when_there_is_no_id() {
        Message byPhone = Messages.to(CART, new Message.Recipient(null, null, "+491701234567", null, null, null));

        assertThat(connector().request(Messages.to(CART, BY_EMAIL), 1, NOW).body())
                .asString(StandardCharsets.UTF_8)
                .startsWith("{\"events\":[{\"email\":\"jo@shop.example\",\"name\"");
        assertThat(connector().request(byPhone, 1, NOW).body())
                .asString(StandardCharsets.UTF_8)
                .startsWith("{\"events\":[{\"phone\":\"+491701234567\",\"name\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = Via.class,
            names = {"EVENT", "CAMPAIGN", "CANVAS"})
    void does_not_write_to_nobody(Via via) {
        Message nobody =
                Messages.to(Messages.as(CART, "x", via), new Message.Recipient(null, null, null, null, null, null));

        assertThatIllegalArgumentException().isThrownBy(() -> connector().request(nobody, 1, NOW));
        assertThat(connector().batching().takes(nobody, 1)).isFalse();
    }

    @Test
    void sends_several_events_in_one_request() {
        EspRequest.Http request = (EspRequest.Http) connector().batching().request(List.of(CART, CART), NOW);

        assertThat(request.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"events\":[" + EVENT + "," + EVENT + "]}");
        assertThat(connector().batching().takes(Messages.as(CART, "c-1", Via.CAMPAIGN), 1))
                .isFalse();
    }

    @Test
    void does_not_take_a_success_with_errors_for_one() {
        assertThat(connector().read(answer(201, """
            {"message":"success","errors":["jo@shop.example is invalid"]}\
            """)))
                .isEqualTo(new Outcome.Refused("HTTP 201 with errors: Braze did not take it"));
        assertThat(connector().read(answer(201, "{\"message\":\"success\",\"errors\":[]}")))
                .isEqualTo(new Outcome.Delivered());
        assertThat(connector().read(answer(201, "{\"message\":\"queued\"}"))).isEqualTo(new Outcome.Delivered());
    }

    @Test
    void reads_which_events_of_a_batch_were_not_taken() {
        List<Outcome> outcomes = connector().batching().read(answer(201, """
            {"message":"success","events_processed":2,"errors":[
            {"type":"'name' is required","input_array":"events","index":1}]}\
            """), List.of(CART, CART, CART));

        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Delivered(),
                        new Outcome.Refused("HTTP 201 with errors: Braze did not take it"),
                        new Outcome.Delivered());
    }

    @Test
    void leaves_open_what_became_of_a_batch_when_an_error_names_no_event() {
        List<Outcome> outcomes = connector().batching().read(answer(201, """
            {"message":"success","errors":["something",{"input_array":"events","index":0}]}\
            """), List.of(CART, CART));

        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Refused("HTTP 201 with errors: Braze did not take it"),
                        new Outcome.Unknown("HTTP 201 that does not say which events were taken"));
    }

    @Test
    void waits_for_the_full_hour_when_the_limit_is_used_up() {
        String reset = Long.toString(NOW.plusSeconds(1_676).getEpochSecond());

        assertThat(connector().rest(answer(429, Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", reset))))
                .isEqualTo(Duration.ofSeconds(1_676));
    }

    /** The specification is made from examples: it names no field of an event, and of a canvas only those of its example. */
    @Test
    void sends_what_brazes_specification_asks_for() {
        OpenApiRequestCheck check = OpenApiRequestCheck.of("braze-messaging-users.trimmed.json");
        Message canvas = Messages.as(CART, "c-2", Via.CANVAS);

        assertThat(check.violations(connector().request(CART, 1, NOW))).isEmpty();
        assertThat(check.violations((EspRequest.Http) connector().batching().request(List.of(CART, CART), NOW)))
                .isEmpty();
        assertThat(check.violations(connector().request(Messages.as(CART, "c-1", Via.CAMPAIGN), 1, NOW)))
                .isEmpty();
        assertThat(check.violations(connector().request(canvas, 1, NOW)))
                .isNotEmpty()
                .allMatch(violation -> violation.matches("body\\.canvas_entry_properties\\.\\w+ is unknown"));
    }
}
