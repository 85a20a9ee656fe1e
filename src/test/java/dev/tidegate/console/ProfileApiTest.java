package dev.tidegate.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.profile.UnmergeEvent;
import dev.tidegate.redis.Identifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileApiTest extends ConsoleFixture {
    @Test
    void a_profile_is_shown_with_its_consent_and_suppression() throws Exception {
        assertThat(console.get("/v1/profiles/profile").body()).isEqualTo("""
            {"id":"profile","version":2,"customer_ids":{"shop":"17"},"emails":["jo+x@shop.example"],\
            "phones":[],"anonymous_ids":[],"fields":{"first_name":"Jo"},\
            "consent":{"email":{"state":"granted","at":"2026-11-23T10:00:00.000Z","source":"shop",\
            "event_id":"e1","proof":"consent_updated"}},\
            "suppression":{"email":{"reason":"complaint","at":"2026-11-23T12:00:00.000Z","source":"esp",\
            "event_id":"e2"}},\
            "orders_count":2,"revenue":{"EUR":20.50},"carts_count":0,"opens_30d":0,\
            "clicks_30d":0,"opens_90d":0,"clicks_90d":0,"created_at":"2026-11-23T10:00:00.000Z",\
            "first_seen_at":"2026-11-23T10:00:00.000Z","last_seen_at":"2026-11-23T12:00:00.000Z",\
            "last_order_at":"2026-11-23T12:00:00.000Z"}\
            """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/profiles/nobody",
                "/v1/profiles/nobody/timeline",
                "/v1/profiles/nobody/history",
                "/v1/profiles/nobody?at=2026-11-23T11:00:00Z",
                "/v1/profiles/%7Bx%7D",
                "/v1/profiles/profile?at=2026-11-23T09:00:00Z"
            })
    void what_is_not_on_record_is_a_problem(String path) throws Exception {
        TestConsole.Answer answer = console.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jo%2Bx@Shop.example", "jo+x@shop.example"})
    void a_customer_is_found_by_the_address_however_it_is_encoded(String email) throws Exception {
        TestConsole.Answer answer = console.get("/v1/profiles?email=" + email);

        assertThat((List<?>) answer.json().get("items")).hasSize(1);
        assertThat(answer.json()).containsEntry("next", null);
    }

    @Test
    void a_look_up_that_finds_nothing_is_an_empty_list() throws Exception {
        assertThat(console.get("/v1/profiles?email=al@shop.example").body()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void a_customer_id_counts_in_the_space_named_and_else_in_those_of_all_sources() throws Exception {
        console.get("/v1/profiles?customer_id=crm:17");
        assertThat(console.profiles.asked)
                .containsExactlyInAnyOrder(Identifier.customerId("crm", "17"), Identifier.customerId("shop", "crm:17"));

        console.profiles.asked.clear();
        console.get("/v1/profiles?customer_id=17");
        assertThat(console.profiles.asked).containsExactly(Identifier.customerId("shop", "17"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B49301234", "+49 30 1234", "0049301234", "49301234"})
    void a_phone_number_may_be_written_as_people_do(String phone) throws Exception {
        console.get("/v1/profiles?phone=" + phone.replace(" ", "%20"));
        assertThat(console.profiles.asked).containsExactly(Identifier.phone("+49301234"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/profiles",
                "/v1/profiles?email=a@shop.example&phone=%2B491",
                "/v1/profiles/profile?at=yesterday",
                "/v1/profiles/profile/history?cursor=here",
                "/v1/profiles/profile/timeline?cursor=here",
                "/v1/profiles/profile/timeline?limit=0"
            })
    void a_wrong_query_is_told_what_is_allowed(String path) throws Exception {
        TestConsole.Answer answer = console.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(String.valueOf(answer.json().get("detail"))).contains("must be");
    }

    @Test
    void the_history_tells_what_each_event_changed() throws Exception {
        TestConsole.Answer answer = console.get("/v1/profiles/profile/history?limit=1");

        Map<String, Object> change = Map.of("field", "first_name", "from", "Joe", "to", "Jo");
        assertThat(answer.json())
                .containsEntry("next", "2")
                .containsEntry(
                        "items",
                        List.of(Map.of(
                                "version",
                                2L,
                                "at",
                                "2026-11-23T12:00:00.000Z",
                                "source",
                                "shop",
                                "event_id",
                                EventId.of("shop", "2").value(),
                                "changes",
                                List.of(change))));
        TestConsole.Answer rest = console.get("/v1/profiles/profile/history?cursor=2");
        assertThat(rest.json()).containsEntry("next", null);
        assertThat(rest.body()).contains("\"version\":1").doesNotContain("\"version\":2");
    }

    @Test
    void a_profile_is_shown_as_it_was() throws Exception {
        Map<String, Object> before =
                console.get("/v1/profiles/profile?at=2026-11-23T12:30:00+01:00").json();

        assertThat(before).containsEntry("version", 1L).containsEntry("fields", Map.of("first_name", "Joe"));
        assertThat(console.get("/v1/profiles/profile?at=2026-11-23T12:00:00Z").json())
                .containsEntry("version", 2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version=1", "at=2026-11-23T11:00:00Z"})
    void a_profile_is_brought_back_to_a_version_or_a_time(String goal) throws Exception {
        TestConsole.Answer answer = console.send("POST", "/v1/profiles/profile/restore?" + goal);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json()).containsEntry("version", 1L);
        assertThat(console.taken.getFirst().properties()).containsEntry("fields", Map.of("first_name", "Joe"));
    }

    @Test
    void what_cannot_be_brought_back_is_told() throws Exception {
        assertThat(console.send("POST", "/v1/profiles/profile/restore").status())
                .isEqualTo(400);
        assertThat(console.send("POST", "/v1/profiles/profile/restore?version=x")
                        .status())
                .isEqualTo(400);
        assertThat(console.send("POST", "/v1/profiles/profile/restore?version=7")
                        .status())
                .isEqualTo(404);
        assertThat(console.send("POST", "/v1/profiles/nobody/restore?version=1").status())
                .isEqualTo(404);
    }

    @Test
    void a_merge_is_undone_by_an_event_of_the_gateways_own() throws Exception {
        for (String path : List.of("/v1/profiles/profile/unmerge", "/v1/profiles/former/unmerge")) {
            TestConsole.Answer answer = console.send("POST", path);

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json())
                    .containsEntry("profile_id", "profile")
                    .containsEntry("unmerged_profile_id", "former");
            Event event = console.taken.getLast();
            assertThat(event.source()).isEqualTo("operator");
            assertThat(event.customer().profile()).isEqualTo(FakeProfiles.JO);
            assertThat(UnmergeEvent.merged(event)).isEqualTo(FakeProfiles.FORMER);
            assertThat(UnmergeEvent.idSpaces(event)).containsExactly("shop");
        }
        assertThat(console.post("/v1/profiles/profile/unmerge", "{\"profile_id\": \"former\"}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void a_merge_that_cannot_be_undone_is_told() throws Exception {
        assertThat(console.send("POST", "/v1/profiles/nobody/unmerge").status()).isEqualTo(404);
        assertThat(console.post("/v1/profiles/profile/unmerge", "{\"profile_id\": \"other\"}")
                        .status())
                .isEqualTo(409);
        assertThat(console.post("/v1/profiles/profile/unmerge", "{\"profile\": \"former\"}")
                        .status())
                .isEqualTo(400);
        assertThat(console.taken).isEmpty();
    }

    @Test
    void the_timeline_tells_events_decisions_and_deliveries_the_latest_first() throws Exception {
        Map<String, Object> first =
                console.get("/v1/profiles/profile/timeline?limit=3").json();
        List<?> items = requireNonNull((List<?>) first.get("items"));

        assertThat(items)
                .extracting(item -> ((Map<?, ?>) item).get("kind") + " " + ((Map<?, ?>) item).get("type"))
                .containsExactly("delivery dead", "decision fired", "event checkout_started");
        assertThat((Map<?, ?>) items.get(1))
                .extracting("at", "event_id", "trigger", "step", "reason")
                .containsExactly(
                        "2026-11-24T01:02:03.412Z",
                        EventId.of("shop", "1").value(),
                        "cart-abandoned",
                        1L,
                        "all gates passed");

        assertThat(console.deliveries.asked).containsExactly("of profile [message]", "of former [message]");
        Map<String, Object> rest = console.get("/v1/profiles/profile/timeline?cursor=" + first.get("next"))
                .json();
        assertThat((List<?>) rest.get("items")).hasSize(1);
        assertThat(rest).containsEntry("next", null);
        assertThat(rest.toString()).contains("page_viewed");
    }
}
