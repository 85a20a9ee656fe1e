package dev.tidegate.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Which hooks of a destination are left alone for a while, so that a sick one does not keep the others waiting: after some
 * failures on end there is one attempt in each rest. Belongs to one event loop.
 */
final class HookRests {
    private static final int FAILURES = 5;

    private final InstantSource clock;
    private final Duration rest;
    private final Map<String, Standing> hooks = new HashMap<>();

    HookRests(InstantSource clock, Duration rest) {
        this.clock = clock;
        this.rest = rest;
    }

    private record Standing(int failures, Instant until) {
        static final Standing GOOD = new Standing(0, Instant.EPOCH);
    }

    /** How long the hook is still to be left alone; zero for who may make an attempt now. */
    Duration left(String hook) {
        Standing standing = hooks.getOrDefault(hook, Standing.GOOD);
        Instant now = clock.instant();
        if (now.isBefore(standing.until())) {
            return Duration.between(now, standing.until());
        }
        if (standing.failures() >= FAILURES) {
            hooks.put(hook, new Standing(standing.failures(), now.plus(rest)));
        }
        return Duration.ZERO;
    }

    void failed(String hook) {
        int failures = hooks.getOrDefault(hook, Standing.GOOD).failures() + 1;
        leaveAlone(hook, failures, failures >= FAILURES ? rest : Duration.ZERO);
    }

    /** The hook asked for it. */
    void asked(String hook, Duration wait) {
        leaveAlone(hook, hooks.getOrDefault(hook, Standing.GOOD).failures(), wait);
    }

    /** The hook is well, or gone. */
    void forget(String hook) {
        hooks.remove(hook);
    }

    private void leaveAlone(String hook, int failures, Duration wait) {
        Instant known = hooks.getOrDefault(hook, Standing.GOOD).until();
        Instant until = clock.instant().plus(wait);
        hooks.put(hook, new Standing(failures, until.isAfter(known) ? until : known));
    }
}
