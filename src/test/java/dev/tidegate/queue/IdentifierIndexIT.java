package dev.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.queue.IdentifierIndex.Claim;
import dev.tidegate.queue.IdentifierIndex.Owner;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.RedisObserver;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IdentifierIndexIT {
    private static final Identifier JO = Identifier.email("jo@shop.example");
    private static final Identifier AL = Identifier.email("al@shop.example");
    private static final Identifier BROWSER = Identifier.anonymousId("shop", "browser");
    private static final Owner FIRST = new Owner(new ProfileId("first"), true);
    private static final Owner SECOND = new Owner(new ProfileId("second"), true);
    private static final Owner NOBODY_KNOWN = new Owner(new ProfileId("first"), false);

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final Keys keys = new Keys("t");
    private Context context;
    private RedisRouter redis;
    private IdentifierIndex index;

    @BeforeEach
    void connect() {
        context = vertx.eventLoop();
        redis = new RedisRouter(context, server.settings(), new Random(1), RedisObserver.NONE);
        VertxForTests.await(redis.connect());
        index = index(10);
    }

    @AfterEach
    void close() {
        VertxForTests.await(redis.close());
    }

    @Test
    void the_first_claim_stands_and_the_other_is_told_so() {
        assertThat(claim(index, JO, FIRST)).containsEntry(JO, FIRST);

        assertThat(claim(index(10), JO, SECOND)).containsEntry(JO, FIRST);
    }

    @Test
    void of_claims_that_race_one_wins_and_all_learn_which() {
        List<Future<Map<Identifier, Owner>>> racing = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            IdentifierIndex own = index(10);
            Owner owner = new Owner(new ProfileId("p" + i), true);
            racing.add(Future.future(promise ->
                    context.runOnContext(turn -> offer(own, JO, owner).onComplete(promise))));
        }

        VertxForTests.await(Future.all(racing));

        assertThat(racing).extracting(Future::result).containsOnly(find(index(10), JO));
    }

    @Test
    void a_browser_of_nobody_known_is_adopted_by_its_own_customer_only() {
        claim(index, BROWSER, NOBODY_KNOWN);

        assertThat(claim(index, BROWSER, SECOND)).containsEntry(BROWSER, NOBODY_KNOWN);
        assertThat(claim(index, BROWSER, FIRST)).containsEntry(BROWSER, FIRST);
        assertThat(find(index(10), BROWSER)).containsEntry(BROWSER, FIRST);
    }

    @Test
    void an_identifier_is_sent_on_to_the_profile_that_its_own_was_merged_into() {
        claim(index, BROWSER, NOBODY_KNOWN);

        VertxForTests.call(context, () -> index.repoint(BROWSER, NOBODY_KNOWN, SECOND, new HashMap<>()));

        assertThat(find(index, BROWSER)).containsEntry(BROWSER, SECOND);
        assertThat(find(index(10), BROWSER)).containsEntry(BROWSER, SECOND);
    }

    @Test
    void what_is_remembered_is_not_looked_up_until_it_is_forgotten_or_there_is_no_room() {
        IdentifierIndex small = index(1);
        claim(small, JO, FIRST);
        server.cli("SET", keys.profileOf(JO).name(), "second!");
        assertThat(find(small, JO)).containsEntry(JO, FIRST);

        claim(small, AL, FIRST);
        assertThat(find(small, JO)).containsEntry(JO, SECOND);

        server.cli("SET", keys.profileOf(JO).name(), "first!");
        small.forget();
        assertThat(find(small, JO)).containsEntry(JO, FIRST);
    }

    @Test
    void a_browser_lives_for_as_long_again_as_it_is_seen_and_an_address_for_ever() {
        claim(index, BROWSER, NOBODY_KNOWN);
        claim(index, JO, FIRST);
        String key = keys.profileOf(BROWSER).name();
        server.cli("PEXPIRE", key, "60000");

        find(index(10), BROWSER);

        assertThat(Long.parseLong(server.cli("PTTL", key))).isGreaterThan(60_000);
        assertThat(server.cli("PTTL", keys.profileOf(JO).name())).isEqualTo("-1");
    }

    private IdentifierIndex index(int limit) {
        return new IdentifierIndex(redis, keys, limit);
    }

    private static Future<Map<Identifier, Owner>> offer(IdentifierIndex index, Identifier id, Owner owner) {
        Map<Identifier, Owner> owners = new HashMap<>();
        return index.claim(Map.of(id, new Claim(owner, id.equals(BROWSER))), owners)
                .map(v -> owners);
    }

    @CanIgnoreReturnValue
    private Map<Identifier, Owner> claim(IdentifierIndex index, Identifier id, Owner owner) {
        return VertxForTests.call(context, () -> offer(index, id, owner));
    }

    @CanIgnoreReturnValue
    private Map<Identifier, Owner> find(IdentifierIndex index, Identifier id) {
        Identifiers identifiers = id.equals(BROWSER)
                ? new Identifiers(List.of(), List.of(id), Map.of())
                : new Identifiers(List.of(id), List.of(), Map.of());
        return VertxForTests.call(context, () -> index.find(List.of(identifiers)));
    }
}
