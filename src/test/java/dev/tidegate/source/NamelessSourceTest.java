package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamelessSourceTest {
    private final Source plain = Requests.ready(
                    new SourceSettings.Segment(SourceSettings.Entry.of("shop"), new Secret("right"), List.of()))
            .perEventLoop()
            .apply(Requests.NO_TOOLS);

    @Test
    void a_configured_placeholder_names_no_customer_and_no_browser() {
        Source own = new NamelessSource(plain, Placeholders.BUILT_IN.and(List.of("test", "n/a")));

        assertThat(customer(own, " N/A ", "Test")).isEqualTo(Customer.unknown("shop"));
        assertThat(customer(own, "17", "b")).isEqualTo(new Customer("17", "shop", null, null, "b"));
    }

    @Test
    void without_settings_only_the_built_in_ones_count() {
        assertThat(customer(plain, "guest", "test")).isEqualTo(new Customer(null, "shop", null, null, "test"));
    }

    private static Customer customer(Source source, String customerId, String anonymousId) {
        String body = "{\"type\":\"track\",\"event\":\"Order Completed\",\"messageId\":\"1\",\"userId\":\"" + customerId
                + "\",\"anonymousId\":\"" + anonymousId + "\"}";
        Request request = Requests.request(Map.of(), body.getBytes(StandardCharsets.UTF_8));
        return Requests.event(source.read(request)).customer();
    }
}
