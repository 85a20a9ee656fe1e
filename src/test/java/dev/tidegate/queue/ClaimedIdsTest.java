package dev.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.ProfileId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimedIdsTest {
    private static final ProfileId PROFILE = new ProfileId("p");

    private final ClaimedIds ids = new ClaimedIds(2);

    @Test
    void a_profile_is_anothers_for_who_comes_with_another_id_of_the_same_space() {
        ids.note(customer("shop", "c1"), PROFILE);

        assertThat(ids.isAnothers(customer("shop", "c2"), PROFILE)).isTrue();
        assertThat(ids.isAnothers(customer("shop", "c1"), PROFILE)).isFalse();
        assertThat(ids.isAnothers(customer("crm", "c2"), PROFILE)).isFalse();
        assertThat(ids.isAnothers(customer("shop", "c2"), new ProfileId("other")))
                .isFalse();
    }

    @Test
    void the_first_id_stands() {
        ids.note(customer("shop", "c1"), PROFILE);
        ids.note(customer("shop", "c2"), PROFILE);

        assertThat(ids.customerId(PROFILE, "shop")).isEqualTo("c1");
    }

    @Test
    void one_without_an_id_claims_nothing() {
        ids.note(customer("shop", null), PROFILE);

        assertThat(ids.customerId(PROFILE, "shop")).isNull();
    }

    @Test
    void remembers_no_more_profiles_than_its_limit() {
        for (int i = 0; i < 3; i++) {
            ids.note(customer("shop", "c" + i), new ProfileId("p" + i));
        }

        assertThat(ids.customerId(new ProfileId("p0"), "shop")).isNull();
        assertThat(ids.customerId(new ProfileId("p2"), "shop")).isEqualTo("c2");
    }

    private static Customer customer(String idSpace, @Nullable String id) {
        return new Customer(id, idSpace, "jo@shop.example", null, null);
    }
}
