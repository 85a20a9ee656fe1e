package dev.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.domain.Channel;
import dev.tidegate.domain.MessageId;
import dev.tidegate.redis.Identifier;
import dev.tidegate.redis.Keys;
import dev.tidegate.redis.RedisObserver;
import dev.tidegate.redis.RedisRouter;
import dev.tidegate.support.RedisServer;
import dev.tidegate.support.VertxForTests;
import dev.tidegate.trigger.Frequency.Cap;
import dev.tidegate.trigger.PlaceModel;
import dev.tidegate.trigger.PlaceWish;
import dev.tidegate.trigger.Places;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlaceBookIT {
    private static final List<Cap> CAPS =
            List.of(new Cap("hourly", 2, Duration.ofHours(1)), new Cap("daily", 4, Duration.ofDays(1)));
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Identifier JO = Identifier.email("jo@shop.example");

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    @RegisterExtension
    final VertxForTests vertx = new VertxForTests();

    private final Keys keys = new Keys("tg");
    private Context context;
    private RedisRouter redis;
    private PlaceBook book;

    @BeforeEach
    void connect() {
        context = vertx.eventLoop();
        redis = new RedisRouter(context, server.settings(), new Random(1), RedisObserver.NONE);
        VertxForTests.await(redis.connect());
        book = new PlaceBook(redis, keys);
    }

    @AfterEach
    void close() {
        VertxForTests.await(redis.close());
    }

    private static PlaceWish wish(int priority, boolean take, String... messages) {
        return new PlaceWish(
                Channel.EMAIL,
                List.of(messages).stream().map(MessageId::new).toList(),
                CAPS,
                priority,
                "trigger-" + priority,
                take);
    }

    @CanIgnoreReturnValue
    private Places ask(PlaceWish wish, Instant now) {
        return VertxForTests.call(context, () -> book.ask(JO, wish, now));
    }

    @Test
    void asking_again_for_a_place_that_is_held_changes_nothing() {
        assertThat(ask(wish(50, true, "a", "b"), NOON)).isEqualTo(new Places.Room(List.of()));
        assertThat(ask(wish(50, true, "a", "b"), NOON)).isEqualTo(new Places.Room(List.of()));

        assertThat(ask(wish(50, true, "c"), NOON.plusSeconds(1)))
                .isEqualTo(new Places.Full("hourly", 2, List.of("a", "b"), NOON.plus(Duration.ofHours(1))));
    }

    @Test
    void looking_takes_nothing() {
        assertThat(ask(wish(50, false, "a", "b"), NOON)).isInstanceOf(Places.Room.class);
        assertThat(server.cli("EXISTS", keys.places(JO).name())).isEqualTo("0");
    }

    @Test
    void a_place_that_was_given_back_is_free() {
        ask(wish(50, true, "a", "b"), NOON);
        VertxForTests.call(
                context, () -> book.giveBack(JO, List.of(new MessageId("a"))).mapEmpty());

        assertThat(ask(wish(50, true, "c"), NOON)).isEqualTo(new Places.Room(List.of()));
    }

    @Test
    void places_are_forgotten_when_the_longest_window_is_over() {
        ask(wish(50, true, "a"), NOON);

        assertThat(Long.parseLong(server.cli("PTTL", keys.places(JO).name())))
                .isBetween(Duration.ofHours(23).toMillis(), Duration.ofDays(1).toMillis());
    }

    @Test
    void of_many_callers_at_once_no_more_get_a_place_than_there_are() {
        List<Places> answers = VertxForTests.call(context, () -> {
            List<Future<Places>> calls = IntStream.range(0, 40)
                    .mapToObj(i -> book.ask(JO, wish(50, true, "m" + i), NOON))
                    .toList();
            return Future.all(calls).map(all -> all.<Places>list());
        });

        assertThat(answers).filteredOn(Places.Room.class::isInstance).hasSize(2);
    }

    /** The same as the plainest model of the rules, over many random wishes. */
    @Test
    void does_what_the_rules_say() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        PlaceModel model = new PlaceModel();
        Instant now = NOON;
        List<String> known = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            now = now.plusSeconds(random.nextInt(1_800));
            int what = random.nextInt(10);
            String message = known.isEmpty() || what > 1 ? "m" + i : known.get(random.nextInt(known.size()));
            if (what == 9 && !known.isEmpty()) {
                String tried = known.get(random.nextInt(known.size()));
                attempt(tried);
                model.attempted("jo", new MessageId(tried));
                continue;
            }
            String[] messages = what == 8 ? new String[] {message, message + "b"} : new String[] {message};
            PlaceWish wish = wish(10 * random.nextInt(4), what != 7, messages);
            Places expected = model.ask("jo", wish, now);
            Places answer = ask(wish, now);
            known.addAll(List.of(messages));
            assertThat(told(answer)).as("wish %d, seed %d", i, seed).isEqualTo(told(expected));
        }
    }

    private static List<?> told(Places places) {
        return switch (places) {
            case Places.Room(List<String> displaced) ->
                displaced.stream().sorted().toList();
            case Places.Full(String cap, int max, List<String> messages, Instant freeAt) ->
                List.of("full", cap, max, messages);
        };
    }

    private void attempt(String message) {
        String place = server.cli("HGET", keys.places(JO).name(), message);
        if (place.matches("\\d+\\|\\d+\\|0\\|.*")) {
            server.cli("HSET", keys.places(JO).name(), message, place.replaceFirst("\\|0\\|", "|1|"));
        }
    }
}
