package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BigCommerceSourceTest extends SourceContract {
    @Override
    SourceSettings settings(String word) {
        return new SourceSettings.BigCommerce(
                new Entry("big", "people", null),
                List.of(new Secret("client secret, no base64: " + word)),
                SourceSettings.DEFAULT_TOLERANCE);
    }

    @Override
    byte[] body() {
        return Fixtures.sample("bigcommerce/store_cart_converted.json");
    }

    @Override
    byte[] bodyWithEmail(String email) {
        return body();
    }

    @Override
    String proofHeader() {
        return "webhook-signature";
    }

    @Override
    boolean namesAddresses() {
        return false;
    }

    @Override
    boolean spares() {
        return true;
    }

    @Test
    void a_change_is_known_by_its_hash() {
        Event event = Requests.event(read(signed(body())));

        assertThat(event.type()).isEqualTo("cart_converted");
        assertThat(event.sourceId()).isEqualTo("b86db7c77d7ef8f90d6a8aefa56de32ccd776923");
        assertThat(event.occurredAt()).isEqualTo("2026-11-24T01:02:03Z");
        assertThat(event.properties())
                .isEqualTo(Map.of("cart_token", "d30016e2-23c0-4a90-884f-2e92ac135476", "order_id", "7301"));
    }

    @Test
    void without_a_hash_the_delivery_counts() {
        assertThat(event("store/order/created", "{\"id\":5}", "").sourceId()).isEqualTo("msg_1");
    }

    @ParameterizedTest
    @CsvSource({
        "store/order/created, order_completed",
        "store/order/updated, order_updated",
        "store/order/refund/created, order_refunded",
        "store/cart/created, cart_updated",
        "store/cart/lineItem/created, cart_updated",
        "store/cart/abandoned, cart_abandoned",
        "store/cart/deleted, cart_deleted",
        "store/customer/created, customer_created",
        "store/customer/updated, customer_updated",
        "store/customer/deleted, customer_deleted"
    })
    void each_scope_has_its_type(String scope, String type) {
        assertThat(event(scope, "{\"id\":5}", "h").type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, order_fulfilled",
        "11, 10, order_fulfilled",
        "2, 10, order_updated",
        "1, 5, order_cancelled",
        "1, 6, order_cancelled",
        "1, 4, order_updated",
        "0, 1, order_updated"
    })
    void a_status_says_what_became_of_the_order(int before, int now, String type) {
        String data = "{\"id\":5,\"status\":{\"previous_status_id\":" + before + ",\"new_status_id\":" + now + "}}";

        assertThat(event("store/order/statusUpdated", data, "h").type()).isEqualTo(type);
    }

    @Test
    void ids_stand_where_triggers_find_them() {
        Event line = event("store/cart/lineItem/updated", "{\"id\":\"743bfd94\",\"cartId\":\"b0386708\"}", "h");
        Event abandoned = event("store/cart/abandoned", "{\"id\":\"09346904\",\"token\":\"1eed\"}", "h");
        Event customer = event("store/customer/created", "{\"id\":32}", "h");
        Event address = event("store/customer/address/created", "{\"id\":60,\"address\":{\"customer_id\":32}}", "h");

        assertThat(line.properties()).containsEntry("cart_token", "b0386708");
        assertThat(abandoned.properties()).containsEntry("recovery_token", "1eed");
        assertThat(customer.customer().customerId()).isEqualTo("32");
        assertThat(address.customer().customerId()).isEqualTo("32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"store/product/updated", "store/subscriber/created", "store/order/archived", "x"})
    void other_scopes_are_ignored(String scope) {
        assertThat(Requests.items(reading(scope, "{\"id\":5}", "h"))).containsExactly(new Item.Ignored(scope));
    }

    @Test
    void only_200_is_a_success_there() {
        assertThat(Requests.ready(settings("right"))
                        .perEventLoop()
                        .apply(Requests.NO_TOOLS)
                        .answers()
                        .accepted())
                .isEqualTo(200);
    }

    private Event event(String scope, String data, String hash) {
        return Requests.event(reading(scope, data, hash));
    }

    private Reading reading(String scope, String data, String hash) {
        String body = "{\"scope\":\"" + scope + "\",\"data\":" + data + ",\"hash\":\"" + hash
                + "\",\"created_at\":1795482123,\"producer\":\"stores/lamp77\"}";
        return read(signed(body.getBytes(StandardCharsets.UTF_8)));
    }
}
