package dev.tidegate.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.expression.Expression;
import dev.tidegate.expression.Result;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriggerExpressionsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Expression LINK = TriggerExpressions.expression(
            new TriggerExpressions().value("profile.unsubscribe_url + '?from=' + event.type"));

    @Test
    void data_can_hand_on_the_links_to_the_customers_own_pages() {
        assertThat(LINK.evaluate(TriggerExpressions.variables(event(), jo(), Segments.NONE, new Links(), NOON)))
                .isEqualTo(new Result.Value("https://events.shop.example/p1?from=checkout_started"));
    }

    @Test
    void without_a_public_address_a_link_fails_and_is_left_out() {
        assertThat(LINK.evaluate(TriggerExpressions.variables(event(), jo(), Segments.NONE, CustomerLinks.NONE, NOON)))
                .isInstanceOf(Result.Failed.class);
    }

    private static Profile jo() {
        return Profile.empty(new ProfileId("p1"), NOON);
    }

    private static Event event() {
        return new Event(
                EventId.of("shop", "1"),
                "shop",
                "checkout_started",
                NOON,
                NOON,
                "1",
                Customer.unknown("shop"),
                Map.of(),
                Map.of(),
                List.of());
    }

    private record Links() implements CustomerLinks {
        @Override
        public String preferences(ProfileId profile) {
            return "https://events.shop.example/preferences";
        }

        @Override
        public String unsubscribe(ProfileId profile) {
            return "https://events.shop.example/" + profile;
        }
    }
}
