package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Secret;
import dev.tidegate.source.SourceSettings.Entry;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The payloads that are shipped for trying things out are what their names say. */
class SamplesTest {
    private static final List<Secret> SECRETS = List.of(new Secret("demo"));

    @ParameterizedTest
    @CsvSource({
        "shopify/customers_data_request.json, customers_data/request, privacy_data_requested",
        "woocommerce/order_created.json, order/created, order_completed",
        "woocommerce/customer_updated.json, customer/updated, customer_updated",
        "stripe/checkout_session_completed.json, '', order_paid",
        "stripe/charge_refunded.json, '', order_refunded",
        "bigcommerce/store_cart_converted.json, '', cart_converted",
        "github/star.json, star, star_created",
        "cloudevents/order_completed.json, '', example_lampenladen_order_completed"
    })
    void each_is_an_event(String file, String topic, String type) {
        Prepared.Ready source = Requests.ready(settings(file.substring(0, file.indexOf('/'))));
        Request request = Requests.signed(source, Fixtures.sample(file), topic);
        Source one = source.perEventLoop().apply(Requests.NO_TOOLS);

        assertThat(one.prove(request)).isEqualTo(Proof.PROVEN);
        assertThat(Requests.event(one.read(request)).type()).isEqualTo(type);
    }

    private static SourceSettings settings(String type) {
        Entry entry = Entry.of(type);
        return switch (type) {
            case "shopify" -> new SourceSettings.Shopify(entry, SECRETS);
            case "woocommerce" -> new SourceSettings.WooCommerce(entry, SECRETS);
            case "stripe" -> new SourceSettings.Stripe(entry, SECRETS, SourceSettings.DEFAULT_TOLERANCE);
            case "bigcommerce" -> new SourceSettings.BigCommerce(entry, SECRETS, SourceSettings.DEFAULT_TOLERANCE);
            case "github" -> new SourceSettings.GitHub(entry, SECRETS);
            case "cloudevents" ->
                new SourceSettings.CloudEvents(entry, new Authentication.Bearer(SECRETS.getFirst()), "");
            default -> throw new IllegalArgumentException(type);
        };
    }
}
