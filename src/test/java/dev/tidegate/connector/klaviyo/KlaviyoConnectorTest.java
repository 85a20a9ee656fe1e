package dev.tidegate.connector.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.connector.ConnectorContract;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.OpenApiRequestCheck;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KlaviyoConnectorTest extends ConnectorContract {

    @Override
    protected KlaviyoConnector connector() {
        return new KlaviyoConnector(KlaviyoConnector.BASE_URL, new Secret("pk_test"));
    }

    @Test
    void sends_an_event_that_names_metric_and_profile() {
        EspRequest.Http request = connector().request(Messages.cart(), 1, NOW);

        assertThat(request.url()).hasToString("https://a.klaviyo.com/api/events");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("""
            {"data":{"type":"event","attributes":{
            "properties":{"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc",
            "tidegate_message_id":"MESSAGE","tidegate_trigger":"cart-abandoned","tidegate_step":"1"},
            "time":"2026-11-24T01:32:03.500Z","value":129.90,"value_currency":"EUR","unique_id":"MESSAGE",
            "metric":{"data":{"type":"metric","attributes":{"name":"Cart Abandoned"}}},
            "profile":{"data":{"type":"profile","attributes":{
            "email":"jo@shop.example","external_id":"4711","first_name":"Jo","locale":"de-DE"}}}}}}
            """.replace("\n", "")
                .replace("MESSAGE", Messages.cart().id().value()));
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
        KlaviyoConnector elsewhere = new KlaviyoConnector(URI.create("http://127.0.0.1:9/k/"), new Secret("pk_test"));

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
        OpenApiRequestCheck check = OpenApiRequestCheck.of("klaviyo-create_event.json");

        assertThat(check.violations(connector().request(Messages.cart(), 1, NOW)))
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
