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
    private final Map<String, Health> hooks = new HashMap<>();

    HookRests(InstantSource clock, Duration rest) {
        this.clock = clock;
        this.rest = rest;
    }

    private record Health(int failures, Instant until) {
        static final Health GOOD = new Health(0, Instant.EPOCH);
    }

    /** How long the hook is still to be left alone; zero for who makes an attempt now. */
    Duration left(String hook) {
        Duration left = known(hook);
        Health health = hooks.getOrDefault(hook, Health.GOOD);
        if (left.isZero() && health.failures() >= FAILURES) {
            hooks.put(hook, new Health(health.failures(), clock.instant().plus(rest)));
        }
        return left;
    }

    /** The same for who does not make an attempt. */
    Duration known(String hook) {
        Duration left = Duration.between(
                clock.instant(), hooks.getOrDefault(hook, Health.GOOD).until());
        return left.isPositive() ? left : Duration.ZERO;
    }

    void failed(String hook) {
        int failures = hooks.getOrDefault(hook, Health.GOOD).failures() + 1;
        leaveAlone(hook, failures, failures >= FAILURES ? rest : Duration.ZERO);
    }

    /** The hook asked for it, or cannot be asked before. */
    void asked(String hook, Duration wait) {
        leaveAlone(hook, hooks.getOrDefault(hook, Health.GOOD).failures(), wait);
    }

    /** The hook is well, or gone. */
    void forget(String hook) {
        hooks.remove(hook);
    }

    private void leaveAlone(String hook, int failures, Duration wait) {
        Instant known = hooks.getOrDefault(hook, Health.GOOD).until();
        Instant until = clock.instant().plus(wait);
        hooks.put(hook, new Health(failures, until.isAfter(known) ? until : known));
    }
}
