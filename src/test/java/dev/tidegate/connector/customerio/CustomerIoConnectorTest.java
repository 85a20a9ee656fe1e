package dev.tidegate.connector.customerio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.connector.BatchingContract;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.OpenApiRequestCheck;
import dev.tidegate.connector.Outcome;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.domain.Via;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomerIoConnectorTest extends BatchingContract {
    private static final Message CART = Messages.cart();
    private static final Message.Recipient BY_EMAIL =
            new Message.Recipient(null, "jo+x/y@shop.example", null, null, null, null);
    private static final String DATA =
            """
            {"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc",
            "tidegate_message_id":"MESSAGE","tidegate_trigger":"cart-abandoned","tidegate_step":"1","tidegate_destination":"hook"}
            """.replace("\n", "").replace("MESSAGE", CART.id().value());

    @Override
    protected CustomerIoConnector connector() {
        return connector(new Secret("app-s3cret"));
    }

    private static CustomerIoConnector connector(@Nullable Secret appApiKey) {
        return new CustomerIoConnector(new ConnectorSettings.CustomerIo(
                "site",
                new Secret("s3cret"),
                appApiKey,
                URI.create("https://track-eu.customer.io"),
                URI.create("https://api-eu.customer.io")));
    }

    @Test
    void sends_an_event_on_the_person() {
        EspRequest.Http request = connector().request(CART, 1, NOW);

        assertThat(request.url()).hasToString("https://track-eu.customer.io/api/v1/customers/4711/events");
        assertThat(request.headers()).containsEntry("authorization", "Basic c2l0ZTpzM2NyZXQ=");
        assertThat(request.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"name\":\"Cart Abandoned\",\"id\":\"" + Ulid.of(CART.id(), CART.releasedAt())
                        + "\",\"timestamp\":1795483923,\"data\":" + DATA + "}");
    }

    @Test
    void sends_several_events_in_one_request() {
        EspRequest.Http request =
                (EspRequest.Http) connector().batching().request(List.of(CART, Messages.to(CART, BY_EMAIL)), NOW);
        String event = "\"action\":\"event\",\"name\":\"Cart Abandoned\",\"id\":\""
                + Ulid.of(CART.id(), CART.releasedAt()) + "\",\"timestamp\":1795483923,\"attributes\":" + DATA + "}";

        assertThat(request.url()).hasToString("https://track-eu.customer.io/api/v2/batch");
        assertThat(request.headers()).containsEntry("authorization", "Basic c2l0ZTpzM2NyZXQ=");
        assertThat(request.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"batch\":[{\"type\":\"person\",\"identifiers\":{\"id\":\"4711\"}," + event
                        + ",{\"type\":\"person\",\"identifiers\":{\"email\":\"jo+x/y@shop.example\"}," + event + "]}");
    }

    @Test
    void sends_alone_what_is_no_event_or_is_long() {
        assertThat(connector().batching().takes(Messages.as(CART, "12", Via.TRANSACTIONAL), 1))
                .isFalse();
        assertThat(connector().batching().takes(Messages.as(CART, "12", Via.BROADCAST), 1))
                .isFalse();
        assertThat(connector().batching().takes(Messages.withProperties(CART, Map.of("text", "x".repeat(9_900))), 1))
                .isFalse();
        assertThat(connector()
                        .batching()
                        .takes(Messages.to(CART, new Message.Recipient(null, null, "+1", null, null, null)), 1))
                .isFalse();
        assertThat(connector().batching().takes(CART, 2)).isTrue();
    }

    @Test
    void gives_each_event_of_a_batch_its_own_outcome() {
        Outcome refused = new Outcome.Refused("HTTP 207 with errors: Customer.io did not take it");

        assertThat(connector().batching().read(answer(200, "{}"), List.of(CART, CART)))
                .containsExactly(new Outcome.Delivered(), new Outcome.Delivered());
        assertThat(connector().batching().read(answer(207, """
            {"errors":[{"batch_index":1,"reason":"invalid","field":"identifiers","message":"jo@shop.example"}]}\
            """), List.of(CART, CART)))
                .containsExactly(new Outcome.Delivered(), refused);
        assertThat(connector()
                        .batching()
                        .read(
                                answer(207, "{\"errors\":[{\"batch_index\":0},{\"reason\":\"x\"}]}"),
                                List.of(CART, CART)))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(refused),
                        second -> assertThat(second).isInstanceOf(Outcome.Unknown.class));
    }

    @Test
    void a_partial_success_without_errors_leaves_a_batch_open() {
        assertThat(connector().batching().read(answer(207, "{}"), List.of(CART, CART)))
                .hasOnlyElementsOfType(Outcome.Unknown.class);
    }

    @Test
    void writes_the_person_into_the_path_so_that_it_stays_one_segment() {
        assertThat(connector().request(Messages.to(CART, BY_EMAIL), 1, NOW).url())
                .hasToString("https://track-eu.customer.io/api/v1/customers/jo%2Bx%2Fy%40shop.example/events");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connector()
                        .request(Messages.to(CART, new Message.Recipient("..", null, null, null, null, null)), 1, NOW));
    }

    @Test
    void sends_a_transactional_message() {
        EspRequest.Http request = connector().request(Messages.as(CART, "cart_abandoned", Via.TRANSACTIONAL), 1, NOW);

        assertThat(request.url()).hasToString("https://api-eu.customer.io/v1/send/email");
        assertThat(request.headers()).containsEntry("authorization", "Bearer app-s3cret");
        assertThat(request.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"transactional_message_id\":\"cart_abandoned\",\"to\":\"jo@shop.example\","
                        + "\"identifiers\":{\"id\":\"4711\"},\"message_data\":" + DATA + "}");
    }

    @Test
    void triggers_a_broadcast_for_one_person() {
        Message broadcast = Messages.as(CART, "12", Via.BROADCAST);

        assertThat(connector().request(broadcast, 1, NOW).url())
                .hasToString("https://api-eu.customer.io/v1/campaigns/12/triggers");
        assertThat(connector().request(broadcast, 1, NOW).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"ids\":[\"4711\"],\"data\":" + DATA + "}");
        assertThat(connector().request(Messages.to(broadcast, BY_EMAIL), 1, NOW).body())
                .asString(StandardCharsets.UTF_8)
                .startsWith("{\"emails\":[\"jo+x/y@shop.example\"],");
    }

    @Test
    void does_without_the_app_api_when_it_has_no_key_for_it() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connector(null).request(Messages.as(CART, "12", Via.TRANSACTIONAL), 1, NOW));
    }

    @Test
    void is_told_only_once_of_events_and_as_often_as_it_is_sent_of_the_rest() {
        assertThat(connector().hasIdempotencyKey(CART)).isTrue();
        assertThat(connector().hasIdempotencyKey(Messages.as(CART, "12", Via.TRANSACTIONAL)))
                .isFalse();
        assertThat(connector().hasIdempotencyKey(Messages.as(CART, "12", Via.BROADCAST)))
                .isFalse();
    }

    @Test
    void does_not_take_a_partial_success_with_errors_for_one() {
        assertThat(connector().read(answer(207, "{\"errors\":[{\"batch_index\":0,\"reason\":\"invalid\"}]}")))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void asks_for_the_region_to_see_whether_it_is_let_in() {
        assertThat(connector().verification().url()).hasToString("https://track-eu.customer.io/api/v1/accounts/region");
    }

    /** The specification is of the Track API; there is none of the App API among the fixtures. */
    @Test
    void sends_what_customer_ios_specification_asks_for() {
        OpenApiRequestCheck check = OpenApiRequestCheck.of("customerio-track.trimmed.json");

        assertThat(check.violations(connector().request(CART, 1, NOW))).isEmpty();
        assertThat(check.violations(batch(CART))).isEmpty();
        assertThat(check.violations(batch(Messages.to(CART, BY_EMAIL)))).isEmpty();
    }

    @Test
    void the_check_of_a_batch_finds_faults() {
        OpenApiRequestCheck check = OpenApiRequestCheck.of("customerio-track.trimmed.json");
        EspRequest.Http good = batch(CART);
        String body = new String(good.body(), StandardCharsets.UTF_8);

        for (String name : List.of("action", "identifiers", "attributes", "timestamp", "name")) {
            byte[] bad = body.replace("\"" + name + "\":", "\"" + name + "x\":").getBytes(StandardCharsets.UTF_8);
            assertThat(check.violations(new EspRequest.Http("POST", good.url(), good.headers(), bad)))
                    .as(name)
                    .isNotEmpty();
        }
    }

    private EspRequest.Http batch(Message message) {
        return (EspRequest.Http) connector().batching().request(List.of(message, message), NOW);
    }
}
