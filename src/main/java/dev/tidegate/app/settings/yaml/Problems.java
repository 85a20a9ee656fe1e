package dev.tidegate.app.settings.yaml;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what is wrong, so that all of it is told at once: sorted by place, each only once. */
public final class Problems {
    private final SortedSet<Problem> found = new TreeSet<>();

    public void add(Position at, String key, String what) {
        found.add(new Problem(at, key, what));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(found);
    }
}
