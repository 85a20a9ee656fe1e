package dev.tidegate.trigger;

import static dev.tidegate.trigger.Samples.NOON;
import static dev.tidegate.trigger.Samples.noonPlusMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReleaseTest {
    private static final Instant DUE = noonPlusMinutes(30);
    private static final Instant NOW = noonPlusMinutes(31);
    private static final Policy CAPPED = new Policy(
            ConsentPolicy.OPT_IN, new Frequency(List.of(new Frequency.Cap("daily", 1, Duration.ofDays(1))), null));

    // ---- the recipient ----------------------------------------------------------------------------------------------

    @Test
    void has_the_id_that_the_events_own_system_knows_the_customer_by() {
        Profile jo = jo(Map.of("crm", "c-1", "shop", "s-1"), Map.of());

        assertThat(message(jo, null).recipient().customerId()).isEqualTo("s-1");
        assertThat(message(jo, "s-2").recipient().customerId()).isEqualTo("s-1");
    }

    @Test
    void has_the_id_that_the_event_names_where_the_profile_has_none_of_that_system() {
        assertThat(message(jo(Map.of("crm", "c-1"), Map.of()), "s-2")
                        .recipient()
                        .customerId())
                .isEqualTo("s-2");
        assertThat(message(jo(Map.of(), Map.of()), "s-2").recipient().customerId())
                .isEqualTo("s-2");
    }

    @Test
    void has_the_id_of_the_first_other_system_by_name_where_the_own_one_knows_none() {
        Profile jo = jo(Map.of("pos", "p-1", "crm", "c-1", "till", "t-1"), Map.of());

        assertThat(message(jo, null).recipient().customerId()).isEqualTo("c-1");
    }

    @Test
    void never_has_the_profiles_own_id_for_an_event_that_the_gateway_made() {
        Event made = start(null).with(Customer.ofProfile(new ProfileId("jo")));

        assertThat(about(made, jo(Map.of("shop", "s-1"), Map.of())).recipient().customerId())
                .isEqualTo("s-1");
        assertThat(about(made, jo(Map.of(), Map.of())).recipient().customerId()).isNull();
    }

    @Test
    void has_no_id_where_no_system_has_one() {
        assertThat(message(jo(Map.of(), Map.of()), null).recipient().customerId())
                .isNull();
    }

    @Test
    void is_told_by_addresses_names_and_locale() {
        Profile jo = jo(Map.of(), Map.of("first_name", "Jo", "last_name", "Doe", "locale", "de-DE"));

        assertThat(message(jo, null).recipient())
                .isEqualTo(new Message.Recipient(null, "jo@shop.example", "+491701234567", "Jo", "Doe", "de-DE"));
        assertThat(message(jo(Map.of(), Map.of()), null).recipient())
                .isEqualTo(new Message.Recipient(null, "jo@shop.example", "+491701234567", null, null, null));
    }

    // ---- the message ------------------------------------------------------------------------------------------------

    @Test
    void expires_so_long_after_it_was_due_or_never() {
        Message expiring = message(Samples.cart().expires(Duration.ofHours(6)), Policy.STANDARD);
        assertThat(expiring.dueAt()).isEqualTo(DUE);
        assertThat(expiring.releasedAt()).isEqualTo(NOW);
        assertThat(expiring.expiresAt()).isEqualTo(DUE.plus(Duration.ofHours(6)));

        assertThat(message(Samples.cart(), Policy.STANDARD).expiresAt()).isNull();
    }

    @Test
    void has_a_place_where_there_are_caps_for_its_class() {
        assertThat(message(Samples.cart(), CAPPED).placed()).isTrue();
        assertThat(message(Samples.cart(), Policy.STANDARD).placed()).isFalse();
        assertThat(message(Samples.cart().messageClass(MessageClass.TRANSACTIONAL), CAPPED)
                        .placed())
                .isFalse();
    }

    @Test
    void can_carry_the_links_to_the_customers_own_pages() {
        Samples.Sample linked = Samples.cart()
                .send(new TriggerSettings.Send("lab", "Mail", Map.of("leave", "profile.unsubscribe_url")));
        Message message = message(linked, Policy.STANDARD, jo(Map.of(), Map.of()), null);

        assertThat(message.properties()).isEqualTo(Map.of("leave", "https://events.shop.example/leave/jo"));
    }

    private static Message message(Profile profile, @Nullable String customerId) {
        return message(Samples.cart(), Policy.STANDARD, profile, customerId);
    }

    private static Message message(Samples.Sample sample, Policy policy) {
        return message(sample, policy, jo(Map.of(), Map.of()), null);
    }

    private static Message about(Event start, Profile profile) {
        return about(start, Samples.cart(), Policy.STANDARD, profile);
    }

    private static Message message(Samples.Sample sample, Policy policy, Profile profile, @Nullable String customerId) {
        return about(start(customerId), sample, policy, profile);
    }

    private static Message about(Event start, Samples.Sample sample, Policy policy, Profile profile) {
        Trigger trigger = new Trigger(sample.settings(), policy, new TriggerExpressions(new Pages()), Segments.NONE);
        Run run = Run.begun(new RunKey(trigger.name(), ""), start.id(), NOON, Set.of(), Run.Stage.first(NOON, DUE));
        return Release.of(new Passage(trigger, run, start, profile, List.of(), Facts.NONE, false, NOW))
                .messages()
                .getFirst();
    }

    private static Event start(@Nullable String customerId) {
        return new Event(
                EventId.of("shop", "1"),
                "shop",
                "checkout_started",
                NOON,
                NOON,
                "1",
                new Customer(customerId, "shop", null, null, null),
                Map.of(),
                Map.of(),
                List.of());
    }

    private static Profile jo(Map<String, String> customerIds, Map<String, Object> fields) {
        return new Profile(
                new ProfileId("jo"),
                NOON,
                customerIds,
                List.of("jo@shop.example"),
                List.of("+491701234567"),
                List.of(),
                fields,
                Map.of(),
                Map.of(),
                0,
                Map.of(),
                null,
                null,
                null,
                1);
    }

    private record Pages() implements CustomerLinks {
        @Override
        public String preferences(ProfileId profile) {
            return "https://events.shop.example/preferences/" + profile;
        }

        @Override
        public String unsubscribe(ProfileId profile) {
            return "https://events.shop.example/leave/" + profile;
        }
    }
}
