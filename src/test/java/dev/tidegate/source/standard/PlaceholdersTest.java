package dev.tidegate.source.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Customer;
import dev.tidegate.source.Item;
import dev.tidegate.source.Placeholders;
import dev.tidegate.source.SourceSettings;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
    private static final Instant NOW = Instant.parse("2026-11-24T01:02:03Z");

    private static Customer customer(Placeholders placeholders, String customerId, String anonymousId) {
        SourceSettings.Entry entry = new SourceSettings.Entry("shop", "shop", null, placeholders);
        EventDraft draft = new EventDraft(Provenance.of(entry, NOW));
        draft.type("order_completed");
        draft.sourceId("1");
        draft.customerId(customerId);
        draft.anonymousId(anonymousId);
        return draft.finish() instanceof Item.Valid(var event) ? event.customer() : Customer.unknown("invalid");
    }

    @Test
    void a_configured_placeholder_names_no_customer_and_no_browser() {
        Placeholders own = Placeholders.BUILT_IN.and(List.of("test", "n/a"));

        assertThat(customer(own, " N/A ", "Test")).isEqualTo(Customer.unknown("shop"));
        assertThat(customer(own, "17", "b")).isEqualTo(new Customer("17", "shop", null, null, "b"));
    }

    @Test
    void without_settings_only_the_built_in_ones_count() {
        assertThat(customer(Placeholders.BUILT_IN, "guest", "test"))
                .isEqualTo(new Customer(null, "shop", null, null, "test"));
    }
}
