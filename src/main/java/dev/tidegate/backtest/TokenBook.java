package dev.tidegate.backtest;

import dev.tidegate.domain.EventId;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.trigger.CancelEvent;
import dev.tidegate.trigger.Needs;
import dev.tidegate.trigger.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Under each token the runs that it can cancel and the cancelling events that carried it. */
final class TokenBook {
    /** So many of either stand under one token, as in Redis. */
    private static final int MOST = 64;

    private final Map<Token, Page> pages = new HashMap<>();

    private static final class Page {
        private final Map<EventId, CancelEvent> marks = new LinkedHashMap<>();
        private final Map<WaitingRun, Instant> runs = new LinkedHashMap<>();
        private Instant marksUntil = Instant.MIN;
        private Instant runsUntil = Instant.MIN;
    }

    /** Leaves the event's mark; the answer are runs that it may cancel. */
    Set<WaitingRun> mark(CancelEvent event, Instant now, Duration lifetime) {
        Set<WaitingRun> runs = new LinkedHashSet<>();
        for (Token token : event.tokens()) {
            Page page = page(token, now);
            if (page.marks.size() < MOST) {
                page.marks.put(event.id(), event);
                page.marksUntil = now.plus(lifetime);
            }
            runs.addAll(page.runs.keySet());
        }
        return runs;
    }

    /** Registers what wants to be and answers with the marks asked for. */
    List<CancelEvent> marks(ProfileId profile, Needs needs, Instant now, Duration lifetime) {
        List<CancelEvent> marks = new ArrayList<>();
        for (Needs.Registration registration : needs.registrations()) {
            for (Token token : registration.tokens()) {
                Page page = page(token, now);
                if (page.runs.size() >= MOST) {
                    page.runs.values().removeIf(forgetAt -> forgetAt.isBefore(now));
                }
                page.runs.put(new WaitingRun(profile, registration.run()), registration.forgetAt());
                page.runsUntil = later(page.runsUntil, now.plus(lifetime));
                marks.addAll(page.marks.values());
            }
        }
        for (Token token : needs.marksOf()) {
            Page page = pages.get(token);
            if (page != null && page.marksUntil.isAfter(now)) {
                marks.addAll(page.marks.values());
            }
        }
        return marks;
    }

    /** Drops what cannot matter any more. */
    void forget(Instant now) {
        pages.values().removeIf(page -> !page.marksUntil.isAfter(now) && !page.runsUntil.isAfter(now));
    }

    private Page page(Token token, Instant now) {
        Page page = pages.computeIfAbsent(token, none -> new Page());
        if (!page.marksUntil.isAfter(now)) {
            page.marks.clear();
        }
        if (!page.runsUntil.isAfter(now)) {
            page.runs.clear();
        }
        return page;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
