package dev.tidegate.connector.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.connector.ConnectorContract;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.OpenApiRequestCheck;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.domain.Via;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KlaviyoConnectorTest extends ConnectorContract {
    private static final Message PROFILE = Messages.as(Messages.cart(), "Cart", Via.PROFILE);
    private static final Message SUBSCRIBE = Messages.as(Messages.cart(), "Y6nRLr", Via.SUBSCRIBE);
    private static final Message UNSUBSCRIBE = Messages.as(Messages.cart(), "all", Via.UNSUBSCRIBE);

    @Override
    protected KlaviyoConnector connector() {
        return new KlaviyoConnector(KlaviyoConnector.BASE_URL, new Secret("pk_test"), false);
    }

    @Test
    void sends_an_event_that_names_metric_and_profile() {
        EspRequest.Http request = connector().request(Messages.cart(), 1, NOW);

        assertThat(request.url()).hasToString("https://a.klaviyo.com/api/events");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"data":{"type":"event","attributes":{
            "properties":{"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc",
            "tidegate_message_id":"MESSAGE","tidegate_trigger":"cart-abandoned","tidegate_step":"1","tidegate_destination":"hook"},
            "time":"2026-11-24T01:32:03.500Z","value":129.90,"value_currency":"EUR","unique_id":"MESSAGE",
            "metric":{"data":{"type":"metric","attributes":{"name":"Cart Abandoned"}}},
            "profile":{"data":{"type":"profile","attributes":{
            "email":"jo@shop.example","external_id":"4711","first_name":"Jo","locale":"de-DE"}}}}}}
            """.replace("\n", "")
                .replace("MESSAGE", Messages.cart().id().value()));
    }

    @Test
    void writes_what_it_knows_into_the_profile() {
        EspRequest.Http request = connector().request(PROFILE, 1, NOW);

        assertThat(request.url()).hasToString("https://a.klaviyo.com/api/profile-import");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"data":{"type":"profile","attributes":{
            "email":"jo@shop.example","external_id":"4711","first_name":"Jo","locale":"de-DE",
            "properties":{"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc"}}}}
            """.replace("\n", ""));
        assertThat(connector()
                        .request(Messages.withProperties(PROFILE, Map.of()), 1, NOW)
                        .body())
                .asString(StandardCharsets.UTF_8)
                .doesNotContain("properties");
    }

    /** The names are those of Klaviyo's own specification, of which these two operations are not among the fixtures. */
    @Test
    void subscribes_the_address_to_a_list() {
        EspRequest.Http request = connector().request(SUBSCRIBE, 1, NOW);

        assertThat(request.url()).hasToString("https://a.klaviyo.com/api/profile-subscription-bulk-create-jobs");
        assertThat(request.headers()).containsEntry("content-type", "application/vnd.api+json");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"data":{"type":"profile-subscription-bulk-create-job","attributes":{"custom_source":"cart-abandoned",
            "profiles":{"data":[{"type":"profile","attributes":{"email":"jo@shop.example",
            "subscriptions":{"email":{"marketing":{"consent":"SUBSCRIBED"}}}}}]}},
            "relationships":{"list":{"data":{"type":"list","id":"Y6nRLr"}}}}}
            """.replace("\n", ""));
    }

    @Test
    void unsubscribes_the_address_from_all_marketing() {
        EspRequest.Http request = connector().request(UNSUBSCRIBE, 1, NOW);

        assertThat(request.url()).hasToString("https://a.klaviyo.com/api/profile-subscription-bulk-delete-jobs");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"data":{"type":"profile-subscription-bulk-delete-job","attributes":{
            "profiles":{"data":[{"type":"profile","attributes":{"email":"jo@shop.example",
            "subscriptions":{"email":{"marketing":{"consent":"UNSUBSCRIBED"}}}}}]}}}}
            """.replace("\n", ""));
    }

    @Test
    void subscribes_and_unsubscribes_the_phone_for_text_messages() {
        Message.Recipient byPhone = new Message.Recipient("4711", "jo@shop.example", "+4930123456", null, null, null);

        assertThat(connector()
                        .request(Messages.by(Channel.SMS, Messages.to(SUBSCRIBE, byPhone)), 1, NOW)
                        .body())
                .asString(StandardCharsets.UTF_8)
                .contains("{\"phone_number\":\"+4930123456\",\"subscriptions\":{\"sms\":{\"marketing\":")
                .doesNotContain("jo@shop.example");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connector().request(Messages.by(Channel.SMS, UNSUBSCRIBE), 1, NOW));
    }

    @Test
    void does_not_subscribe_a_second_time_for_an_answer_that_did_not_come() {
        assertThat(connector().hasIdempotencyKey(SUBSCRIBE)).isFalse();
        assertThat(connector().hasIdempotencyKey(UNSUBSCRIBE)).isTrue();
        assertThat(connector().hasIdempotencyKey(PROFILE)).isTrue();
        assertThat(connector().hasIdempotencyKey(Messages.cart())).isTrue();
    }

    @Test
    void writes_nothing_about_nobody() {
        Message.Recipient nobody = new Message.Recipient(null, null, null, "Jo", null, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> connector().request(Messages.to(Messages.cart(), nobody), 1, NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connector().request(Messages.to(PROFILE, nobody), 1, NOW));
    }

    @Test
    void sends_events_one_by_one_unless_told_otherwise() {
        assertThat(connector().batching()).isNull();
    }

    @Test
    void leaves_a_value_out_that_is_no_number() {
        Message odd = Messages.withProperties(Messages.cart(), Map.of("value", "a lot", "currency", "EUR"));

        assertThat(connector().request(odd, 1, NOW).body())
                .asString(StandardCharsets.UTF_8)
                .doesNotContain("value_currency");
    }

    @Test
    void goes_to_another_address_when_told_so() {
        KlaviyoConnector elsewhere =
                new KlaviyoConnector(URI.create("http://127.0.0.1:9/k/"), new Secret("pk_test"), false);

        assertThat(elsewhere.request(Messages.cart(), 1, NOW).url()).hasToString("http://127.0.0.1:9/k/api/events");
    }

    @Test
    void leaves_klaviyo_alone_when_the_window_is_used_up() {
        assertThat(connector().rest(answer(202, Map.of("ratelimit-remaining", "0", "ratelimit-reset", "12"))))
                .isEqualTo(Duration.ofSeconds(12));
        assertThat(connector().rest(answer(202, Map.of("ratelimit-remaining", "3499", "ratelimit-reset", "12"))))
                .isNull();
    }

    @Test
    void sends_nothing_more_once_the_revision_is_retired() {
        assertThat(connector().read(answer(410, Map.of()))).isInstanceOf(Outcome.Gone.class);
    }

    @Test
    void asks_for_the_account_to_see_whether_it_is_let_in() {
        EspRequest.Http request = connector().verification();

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.url()).hasToString("https://a.klaviyo.com/api/accounts");
        assertThat(request.headers()).containsKeys("authorization", "revision").doesNotContainKey("content-type");
    }

    @Test
    void sends_what_klaviyos_specification_asks_for() {
        assertThat(OpenApiRequestCheck.of("klaviyo-create_event.json")
                        .violations(connector().request(Messages.cart(), 1, NOW)))
                .isEmpty();
        assertThat(OpenApiRequestCheck.of("klaviyo-create_or_update_profile.json")
                        .violations(connector().request(PROFILE, 1, NOW)))
                .isEmpty();
    }

    @Test
    void the_check_against_the_specification_finds_faults() {
        OpenApiRequestCheck check = OpenApiRequestCheck.of("klaviyo-create_event.json");
        EspRequest.Http good = connector().request(Messages.cart(), 1, NOW);
        String body = new String(good.body(), StandardCharsets.UTF_8);
        Map<String, String> noRevision = new HashMap<>(good.headers());
        noRevision.remove("revision");

        assertThat(check.violations(new EspRequest.Http("PUT", good.url(), good.headers(), good.body())))
                .isNotEmpty();
        assertThat(check.violations(new EspRequest.Http("POST", good.url(), noRevision, good.body())))
                .isNotEmpty();
        assertThat(check.violations(with(good, body.replace("\"metric\":", "\"metrik\":"))))
                .isNotEmpty();
        assertThat(check.violations(with(
                        good,
                        body.replace("\"value\":129.90,\"value_currency\"", "\"value\":\"x\",\"value_currency\""))))
                .isNotEmpty();
        assertThat(check.violations(with(good, body.replace("unique_id", "unique_idea"))))
                .isNotEmpty();
    }

    private static EspRequest.Http with(EspRequest.Http request, String body) {
        return new EspRequest.Http(
                request.method(), request.url(), request.headers(), body.getBytes(StandardCharsets.UTF_8));
    }
}
