package dev.tidegate.connector.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.connector.Batching;
import dev.tidegate.connector.BatchingContract;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.OpenApiRequestCheck;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Secret;
import dev.tidegate.domain.Via;
import dev.tidegate.support.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Klaviyo with {@code bulk: true}. */
class KlaviyoBulkJobsTest extends BatchingContract {
    private static final Message CART = Messages.cart();
    private static final Message OTHER =
            Messages.cart(2, "hook", "al@shop.example", MessageClass.MARKETING, Messages.RELEASED, null);

    @Override
    protected KlaviyoConnector connector() {
        return new KlaviyoConnector(KlaviyoConnector.BASE_URL, new Secret("pk_test"), true);
    }

    @Test
    void sends_each_event_with_its_profile() {
        EspRequest.Http request = job();

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).hasToString("https://a.klaviyo.com/api/event-bulk-create-jobs");
        assertThat(request.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        "{\"data\":{\"type\":\"event-bulk-create-job\",\"attributes\":{\"events-bulk-create\":{\"data\":["
                                + entry(CART, "jo@shop.example") + "," + entry(OTHER, "al@shop.example") + "]}}}}");
    }

    @Test
    void takes_no_event_that_klaviyo_may_have_already() {
        assertThat(batching().takes(CART, 1)).isTrue();
        assertThat(batching().takes(CART, 2)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"PROFILE", "SUBSCRIBE", "UNSUBSCRIBE"})
    void takes_events_only(Via via) {
        assertThat(batching().takes(Messages.as(CART, "Y6nRLr", via), 1)).isFalse();
        assertThat(batching().takes(Messages.as(CART, "Cart Abandoned", Via.EVENT), 1))
                .isTrue();
    }

    @Test
    void takes_no_event_that_cannot_be_written_or_is_long() {
        Message nobody = Messages.to(CART, new Message.Recipient(null, null, null, "Jo", null, null));
        Message isLong = Messages.withProperties(CART, Map.of("text", "x".repeat(10_000)));

        assertThat(batching().takes(nobody, 1)).isFalse();
        assertThat(batching().takes(isLong, 1)).isFalse();
    }

    @Test
    void makes_150_jobs_a_minute_at_most() {
        assertThat(Duration.ofMinutes(1).dividedBy(batching().interval())).isEqualTo(150);
    }

    @Test
    void takes_an_accepted_job_for_delivered() {
        assertThat(batching().read(answer(202, Map.of()), List.of(CART, OTHER)))
                .containsOnly(new Outcome.Delivered())
                .hasSize(2);
    }

    @Test
    void holds_all_when_the_account_is_refused() {
        assertThat(batching().read(answer(401, Map.of()), List.of(CART, OTHER)))
                .hasOnlyElementsOfType(Outcome.AccountRefused.class);
        assertThat(batching().read(answer(410, Map.of()), List.of(CART, OTHER)))
                .hasOnlyElementsOfType(Outcome.Gone.class);
    }

    @Test
    void sends_what_klaviyos_specification_asks_for() {
        OpenApiRequestCheck check = OpenApiRequestCheck.of("klaviyo-bulk_create_events.json");

        assertThat(check.violations(job())).isEmpty();
    }

    private EspRequest.Http job() {
        return (EspRequest.Http) batching().request(List.of(CART, OTHER), NOW);
    }

    private Batching batching() {
        return Objects.requireNonNull(connector().batching());
    }

    private static String entry(Message cart, String email) {
        return """
            {"type":"event-bulk-create","attributes":{
            "profile":{"data":{"type":"profile","attributes":{
            "email":"EMAIL","external_id":"4711","first_name":"Jo","locale":"de-DE"}}},
            "events":{"data":[{"type":"event","attributes":{
            "properties":{"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc",
            "tidegate_message_id":"MESSAGE","tidegate_trigger":"cart-abandoned","tidegate_step":"1","tidegate_destination":"hook"},
            "time":"2026-11-24T01:32:03.500Z","value":129.90,"value_currency":"EUR","unique_id":"MESSAGE",
            "metric":{"data":{"type":"metric","attributes":{"name":"Cart Abandoned"}}}}}]}}}
            """.replace("\n", "")
                .replace("EMAIL", email)
                .replace("MESSAGE", cart.id().value());
    }
}
