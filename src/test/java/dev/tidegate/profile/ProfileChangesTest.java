package dev.tidegate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileChangesTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Profile NOBODY = Profile.empty(new ProfileId("p1"), NOON);

    private final List<Profile> profiles = new ArrayList<>(List.of(NOBODY));
    private final List<ProfileVersion> history = new ArrayList<>();

    @Test
    void only_what_changed_is_told() {
        tell("customer_created", Map.of("first_name", "Jo", "last_name", "Doe"), List.of());
        tell("customer_updated", Map.of("first_name", "Joe", "last_name", "Doe"), List.of());

        assertThat(history.getFirst().changes()).containsExactly(new ProfileVersion.Change("first_name", "Jo", "Joe"));
    }

    @Test
    void every_version_can_be_brought_back_from_the_stored_history() {
        tell("customer_created", Map.of("first_name", "Jo"), List.of());
        tell("order_completed", Map.of("value", new BigDecimal("12.50"), "currency", "EUR"), List.of());
        tell("consent_updated", Map.of(), List.of(new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, NOON)));
        tell("consent_updated", Map.of(), List.of(new ConsentChange(Channel.EMAIL, ConsentState.DENIED, at(3))));
        tell("order_completed", Map.of("value", new BigDecimal("7.50"), "currency", "EUR"), List.of());

        List<ProfileVersion> stored = history.stream()
                .map(version -> HistoryCodec.decode(HistoryCodec.encode(version)))
                .toList();
        for (int version = 1; version < profiles.size(); version++) {
            Profile then = profiles.get(version);
            Profile back =
                    PastProfile.at(at(version), profiles.getLast(), stored).orElseThrow();
            assertThat(back.version()).isEqualTo(then.version());
            assertThat(ProfileChanges.between(then, back)).isEmpty();
        }
    }

    @Test
    void what_the_history_does_not_reach_is_not_made_up() {
        tell("customer_created", Map.of("first_name", "Jo"), List.of());
        tell("customer_updated", Map.of("first_name", "Joe"), List.of());

        assertThat(PastProfile.at(at(1), profiles.getLast(), history.subList(0, 1)))
                .isEmpty();
        assertThat(PastProfile.at(NOON.minusSeconds(1), profiles.getLast(), history))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer_ids.shop",
                "emails",
                "phones",
                "anonymous_ids",
                "orders_count",
                "last_order_at",
                "revenue.EUR",
                "consent.email",
                "consent.pigeon"
            })
    void a_record_of_another_kind_is_unreadable_and_not_taken_for_something_else(String field) {
        tell("customer_created", Map.of("first_name", "Jo"), List.of());
        List<Object> otherKinds = List.of(List.of(1L), Map.of("state", 1L), true);

        for (Object other : otherKinds) {
            ProfileVersion strange = new ProfileVersion(
                    1,
                    NOON.plusSeconds(60),
                    "shop",
                    EventId.of("shop", "s"),
                    List.of(new ProfileVersion.Change(field, other, null)));
            assertThatThrownBy(() -> PastProfile.at(NOON, profiles.getLast(), List.of(strange)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void tell(String type, Map<String, Object> properties, List<ConsentChange> consents) {
        Instant at = at(profiles.size());
        Event event = new Event(
                EventId.of("shop", type + at),
                "shop",
                type,
                at,
                at,
                "s",
                new Customer("17", "shop", "jo@shop.example", null, null),
                properties,
                Map.of(),
                consents);
        Profile before = profiles.getLast();
        Profile after = ProfileUpdates.apply(before, event, at);
        history.addFirst(
                new ProfileVersion(after.version(), at, "shop", event.id(), ProfileChanges.between(before, after)));
        profiles.add(after);
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }
}
