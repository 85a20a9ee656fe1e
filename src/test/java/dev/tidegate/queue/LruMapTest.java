package dev.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LruMapTest {
    @Test
    void forgets_what_was_not_used_for_longest_when_it_is_full() {
        LruMap<String, Integer> recent = new LruMap<>(2);
        recent.put("a", 1);
        recent.put("b", 2);
        assertThat(recent.get("a")).isEqualTo(1);

        recent.put("c", 3);

        assertThat(recent).containsOnlyKeys("a", "c");
    }
}
