package dev.tidegate.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.MessageId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JourneyCodecTest {
    private static final EventId ID = EventId.of("shop", "1");
    private static final Event ORDER = Samples.event(
            "1",
            "order_completed",
            "jo@shop.example",
            Samples.NOON,
            Samples.properties("value", new BigDecimal("129.90"), "note", Map.of("a", List.of(1L))));

    @Test
    void a_journey_is_read_as_it_was_written() {
        Set<Token> tokens = Set.of(new Token("checkout_token", "ä\"1"), new Token("cart_token", "k"));
        Run waiting = Run.begun(
                        new RunKey("cart-abandoned", "digest"),
                        ID,
                        Samples.NOON,
                        tokens,
                        new Run.Stage(2, Samples.noonPlusMinutes(1), Samples.noonPlusMinutes(31), true))
                .startedBy(EventId.of("shop", "later"), Samples.NOON, tokens);
        Run released = waiting.released(List.of(new MessageId("m1"), new MessageId("m2")), Samples.noonPlusMinutes(90));
        CancelEvent plain =
                new CancelEvent(ID, "order_completed", Samples.NOON, Samples.noonPlusMinutes(1), Set.of(), null);
        CancelEvent whole = new CancelEvent(ID, "order_completed", Samples.NOON, Samples.NOON, tokens, ORDER);
        Journey journey = new Journey(List.of(waiting, released), List.of(plain, whole));

        assertThat(JourneyCodec.decode(JourneyCodec.encode(journey))).isEqualTo(journey);
        assertThat(JourneyCodec.decode(JourneyCodec.encode(Journey.EMPTY))).isEqualTo(Journey.EMPTY);
        assertThat(CancelCodec.decode(CancelCodec.encode(whole))).isEqualTo(whole);
    }

    @Test
    void another_format_is_refused_and_not_guessed_at() {
        byte[] newer = "{\"f\":2,\"runs\":[],\"recent\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JourneyCodec.decode(newer)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CancelCodec.decode(newer)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_waiting_run_takes_little_room() {
        Run run = Run.begun(
                new RunKey("cart-abandoned", "0123456789012345678901"),
                ID,
                Samples.NOON,
                Set.of(new Token("checkout_token", "0123456789abcdef0123456789abcdef")),
                Run.Stage.first(Samples.NOON, Samples.NOON.plus(Duration.ofMinutes(30))));
        assertThat(JourneyCodec.encode(new Journey(List.of(run), List.of()))).hasSizeLessThan(260);
    }
}
