package dev.tidegate.queue;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was used lately. When it is full, it forgets what has not been used for longest. */
final class LruMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int limit;

    /** @param limit how many entries it holds at most */
    LruMap(int limit) {
        super(16, 0.75f, true);
        this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
