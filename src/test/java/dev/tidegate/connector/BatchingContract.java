package dev.tidegate.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Via;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.support.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every connector promises that hands over several messages in one request. */
public abstract class BatchingContract extends ConnectorContract {
    @Test
    void a_batch_carries_every_message_in_the_same_bytes_each_time() {
        EspRequest.Http first = (EspRequest.Http) batching().request(carts(), NOW);
        EspRequest.Http later = (EspRequest.Http) batching().request(carts(), NOW.plus(Duration.ofHours(3)));

        assertThat(later.body()).isEqualTo(first.body());
        assertThat(new JsonReader(JsonLimits.DEFAULT).read(first.body())).isInstanceOf(JsonResult.Read.class);
        assertThat(new String(first.body(), StandardCharsets.UTF_8))
                .contains(carts().stream().map(cart -> cart.id().value()).toList());
        assertThat(batching().most()).isGreaterThan(1);
        assertThat(carts()).allMatch(cart -> batching().takes(cart, 1));
    }

    @Test
    void a_message_that_the_esp_has_no_way_for_goes_alone() {
        assertThat(batching().takes(Messages.as(carts().getFirst(), "x", Via.JOURNEY), 1))
                .isFalse();
    }

    @Test
    void a_long_message_goes_alone() {
        Message isLong = Messages.withProperties(carts().getFirst(), Map.of("text", "x".repeat(10_000)));

        assertThat(batching().takes(isLong, 1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 301, 400, 401, 403, 413, 422, 429, 500, 503})
    void a_batch_has_an_outcome_for_each_message_whatever_the_answer_is(int status) {
        byte[] cut = "[{\"errors\": [{\"co".getBytes(StandardCharsets.UTF_8);

        assertThat(batching().read(answer(status, Map.of()), carts())).hasSize(3);
        assertThat(batching().read(new EspAnswer(status, Map.of(), cut, NOW), carts()))
                .hasSize(3);
    }

    @Test
    void an_answer_that_does_not_say_what_became_of_a_batch_leaves_it_open() {
        assertThat(batching().read(answer(200, Map.of()), carts())).allMatch(Outcome.Unknown.class::isInstance);
    }

    @Test
    void a_batch_is_tried_again_when_the_esp_may_do_better_later() {
        assertThat(batching().read(answer(429, Map.of("retry-after", "7")), carts()))
                .containsOnly(new Outcome.RetryLater(Duration.ofSeconds(7), "HTTP 429"));
    }

    private Batching batching() {
        return Objects.requireNonNull(connector().batching());
    }

    private static List<Message> carts() {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(number -> Messages.cart(
                        number,
                        "hook",
                        "jo" + number + "@shop.example",
                        MessageClass.MARKETING,
                        Messages.RELEASED,
                        null))
                .toList();
    }
}
