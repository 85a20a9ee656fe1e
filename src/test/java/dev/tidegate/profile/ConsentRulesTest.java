package dev.tidegate.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Customer JO = new Customer(null, "shop", "jo@shop.example", null, null);

    @Test
    void an_unsubscribe_refuses_its_channel_and_else_e_mail() {
        assertThat(ConsentRules.changes(event("unsubscribed", JO, Map.of()))).containsExactly(denied(Channel.EMAIL));
        assertThat(ConsentRules.changes(event("unsubscribed", JO, Map.of("channel", "sms"))))
                .containsExactly(denied(Channel.SMS));
    }

    @Test
    void a_complaint_refuses_and_suppresses() {
        Event complaint = event("email_complained", JO, Map.of());

        assertThat(ConsentRules.changes(complaint)).containsExactly(denied(Channel.EMAIL));
        assertThat(ConsentRules.suppression(complaint)).isEqualTo("complaint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hard", "Permanent", "HardBounce"})
    void a_hard_bounce_suppresses_and_says_nothing_about_consent(String bounce) {
        Event bounced = event("email_bounced", JO, Map.of("bounce_type", bounce));

        assertThat(ConsentRules.suppression(bounced)).isEqualTo("hard_bounce");
        assertThat(ConsentRules.changes(bounced)).isEmpty();
    }

    @Test
    void an_esps_word_on_the_bounce_stands_above_any_other() {
        assertThat(ConsentRules.suppression(event("email_bounced", JO, Map.of("bounce", "hard"))))
                .isEqualTo("hard_bounce");
        assertThat(ConsentRules.suppression(
                        event("email_bounced", JO, Map.of("bounce", "soft", "bounce_type", "permanent"))))
                .isNull();
    }

    @Test
    void a_soft_bounce_changes_nothing() {
        assertThat(ConsentRules.suppression(event("email_bounced", JO, Map.of("bounce_type", "soft"))))
                .isNull();
        assertThat(ConsentRules.suppression(event("email_bounced", JO, Map.of())))
                .isNull();
    }

    @Test
    void no_sender_passes_for_an_operator() {
        Event operators = event("consent_updated", Customer.ofProfile(new ProfileId("p")), Map.of("by", "operator"));
        assertThat(ConsentRules.byOperator(operators)).isTrue();
        assertThat(ConsentRules.byOperator(event("consent_updated", JO, Map.of("by", "operator"))))
                .isFalse();
        assertThat(ConsentRules.byOperator(
                        event("consent_updated", Customer.ofProfile(new ProfileId("p")), Map.of("by", "customer"))))
                .isFalse();
    }

    private static ConsentChange denied(Channel channel) {
        return new ConsentChange(channel, ConsentState.DENIED, NOON);
    }

    private static Event event(String type, Customer customer, Map<String, Object> properties) {
        return new Event(
                EventId.of("shop", type), "shop", type, NOON, NOON, "s", customer, properties, Map.of(), List.of());
    }
}
