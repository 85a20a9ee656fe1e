package dev.tidegate.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.delivery.Loaded.Kind;
import dev.tidegate.delivery.Loaded.Lane;
import dev.tidegate.support.Messages;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // where a message came from makes no difference here
class LoadedTest {
    private static final Kind A = new Kind("a", false);
    private static final Kind B = new Kind("b", false);
    private static final Kind TOGETHER = new Kind(null, true);

    private final Loaded loaded = new Loaded();

    @Test
    void the_lanes_take_turns_and_each_keeps_its_order() {
        add(A, "a1", "a2", "a3");
        add(B, "b1");

        assertThat(next()).isEqualTo("a1");
        assertThat(next()).isEqualTo("b1");
        assertThat(next()).isEqualTo("a2");
        assertThat(next()).isEqualTo("a3");
        assertThat(loaded.next(Set.of())).isNull();
        assertThat(loaded.isEmpty()).isTrue();
    }

    @Test
    void a_lane_that_is_held_keeps_no_other_waiting() {
        add(A, "a1");
        add(B, "b1");
        Lane held = loaded.next(Set.of());

        Lane next = loaded.next(Set.of(held));

        assertThat(next.kind()).isEqualTo(B);
    }

    @Test
    void what_is_put_back_is_the_first_again() {
        add(A, "a1", "a2");
        InHand taken = loaded.take(loaded.next(Set.of()), 1).getFirst();

        loaded.addFirst(taken, A, 0);

        assertThat(next()).isEqualTo("a1");
    }

    @Test
    void counts_what_may_go_together_as_one_request() {
        add(TOGETHER, "1", "2", "3", "4", "5");
        add(A, "a1", "a2");

        assertThat(loaded.requests(2)).isEqualTo(3 + 2);
        assertThat(loaded.take(loaded.next(Set.of()), 2)).extracting(InHand::id).containsExactly("1", "2");
        assertThat(loaded.size()).isEqualTo(5);
    }

    @Test
    void one_receiver_leaves_as_much_of_the_room_as_it_takes() {
        assertThat(fill(A)).isEqualTo(Loaded.MOST_TO_SHARE / 2);
        assertThat(fill(B)).isEqualTo(Loaded.MOST_TO_SHARE / 4);
        assertThat(loaded.isCrowded(new Kind("c", false))).isFalse();
    }

    @Test
    void drops_what_is_meant_and_nothing_else() {
        add(A, "a1", "a2");
        add(B, "b1", "b2");

        assertThat(loaded.drop(message -> !message.id().equals("b2")))
                .extracting(InHand::id)
                .containsExactly("a1", "a2", "b1");

        assertThat(loaded.size()).isEqualTo(1);
        assertThat(loaded.all()).extracting(InHand::id).containsExactly("b2");
        assertThat(next()).isEqualTo("b2");
        assertThat(loaded.next(Set.of())).isNull();
    }

    private int fill(Kind kind) {
        int added = 0;
        while (!loaded.isCrowded(kind)) {
            add(kind, kind.receiver() + added++);
        }
        return added;
    }

    private String next() {
        return loaded.take(loaded.next(Set.of()), 1).getFirst().id();
    }

    private void add(Kind kind, String... ids) {
        for (String id : List.of(ids)) {
            loaded.add(
                    new InHand(null, id, kind.receiver(), Messages.cart(), 0, Instant.EPOCH, 0, false, null, false),
                    kind,
                    0);
        }
    }
}
