package dev.tidegate.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Engagement;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfileMergeTest {
    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-06-01T00:00:00Z");

    private static Profile profile(
            String id, Map<String, String> customerIds, List<String> emails, Map<String, Object> fields, Instant told) {
        return new Profile(
                new ProfileId(id),
                told,
                customerIds,
                emails,
                List.of(),
                List.of("browser-" + id),
                fields,
                Map.of("first_name", told, "email", told),
                Map.of(Channel.EMAIL, new ConsentChange(Channel.EMAIL, ConsentState.GRANTED, told)),
                2,
                Map.of("EUR", new BigDecimal("10.10")),
                told,
                told,
                told,
                Engagement.NONE.opened(told).basket("t1").basket(id),
                7);
    }

    private static Profile older() {
        return profile(
                "older",
                Map.of("shop", "1"),
                List.of("a@x.example"),
                Map.of("first_name", "Jo", "locale", "de"),
                EARLY);
    }

    private static Profile younger() {
        return profile("younger", Map.of("crm", "9"), List.of("b@x.example"), Map.of("first_name", "Joanna"), LATE);
    }

    @Test
    void unites_what_both_had() {
        Profile one = ProfileMerge.merge(older(), younger());

        assertThat(one.id()).isEqualTo(new ProfileId("older"));
        assertThat(one.version()).isEqualTo(8);
        assertThat(one.customerIds()).isEqualTo(Map.of("shop", "1", "crm", "9"));
        assertThat(one.emails()).containsExactly("a@x.example", "b@x.example");
        assertThat(one.email()).isEqualTo("b@x.example");
        assertThat(one.fields()).isEqualTo(Map.of("first_name", "Joanna", "locale", "de"));
        assertThat(one.ordersCount()).isEqualTo(4);
        assertThat(one.revenue()).isEqualTo(Map.of("EUR", new BigDecimal("20.20")));
        assertThat(one.firstSeenAt()).isEqualTo(EARLY);
        assertThat(one.lastOrderAt()).isEqualTo(LATE);
        assertThat(one.engagement().carts()).isEqualTo(3);
    }

    @Test
    void an_older_fact_does_not_turn_a_newer_one_back() {
        Profile one = ProfileMerge.merge(younger(), older());

        assertThat(one.email()).isEqualTo("b@x.example");
        assertThat(one.fields()).containsEntry("first_name", "Joanna").containsEntry("locale", "de");
        assertThat(one.createdAt()).isEqualTo(EARLY);
    }

    @Test
    void a_time_zone_keeps_the_mark_where_it_is_known_from() {
        Profile guessed = zoned("g", Map.of(), Map.of("timezone", "Europe/Berlin", "timezone_from", "country"));
        Profile told =
                zoned("t", Map.of("timezone", LATE), Map.of("timezone", "America/Chicago", "timezone_from", "source"));

        assertThat(ProfileMerge.merge(guessed, told).fields()).isEqualTo(told.fields());
        assertThat(ProfileMerge.merge(told, guessed).fields()).isEqualTo(told.fields());
    }

    private static Profile zoned(String id, Map<String, Instant> knownSince, Map<String, Object> fields) {
        return new Profile(
                new ProfileId(id),
                EARLY,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                fields,
                knownSince,
                Map.of(),
                0,
                Map.of(),
                null,
                null,
                null,
                1);
    }

    @Test
    void the_later_word_on_consent_counts() {
        Profile denied = new Profile(
                new ProfileId("d"),
                EARLY,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(Channel.EMAIL, new ConsentChange(Channel.EMAIL, ConsentState.DENIED, LATE.plusSeconds(1))),
                0,
                Map.of(),
                null,
                null,
                null,
                1);

        assertThat(ProfileMerge.merge(younger(), denied).consent().values())
                .extracting(ConsentChange::state)
                .containsExactly(ConsentState.DENIED);
        assertThat(ProfileMerge.merge(denied, younger()).consent().values())
                .extracting(ConsentChange::state)
                .containsExactly(ConsentState.DENIED);
    }

    @Test
    void two_ids_of_one_space_and_too_many_addresses_speak_against_it() {
        Profile other = profile("o", Map.of("shop", "2"), List.of(), Map.of(), EARLY);
        Profile many = profile(
                "m",
                Map.of(),
                IntStream.range(0, 10).mapToObj(i -> i + "@x.example").toList(),
                Map.of(),
                EARLY);

        assertThat(ProfileMerge.objection(older(), younger())).isNull();
        assertThat(ProfileMerge.objection(older(), other)).isEqualTo(Objection.twoIds("shop"));
        assertThat(ProfileMerge.objection(older(), many)).isEqualTo(Objection.TOO_MANY);
    }
}
