package dev.tidegate.trigger;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two customers' journeys as one, when the two turn out to be one. Runs of one key that both wait fall together. */
final class JourneyMerge {
    private final Triggers triggers;
    private final Map<RunKey, Event> starts = new HashMap<>();
    private final List<Decision.PlaceReturn> returns = new ArrayList<>();

    JourneyMerge(Triggers triggers) {
        this.triggers = triggers;
    }

    /** @param theirStarts the starting events of the runs that wait in the other journey */
    Decision merge(Journey mine, Journey theirs, Map<RunKey, Event> theirStarts) {
        List<Run> runs = new ArrayList<>(mine.runs());
        for (Run run : theirs.runs()) {
            Run same = run.waiting() ? mine.waiting(run.key()) : null;
            if (same == null) {
                runs.add(run);
                start(run, theirStarts);
            } else {
                Run one = together(same, run);
                runs.remove(same);
                runs.add(one);
                if (!one.event().equals(same.event())) {
                    start(one, theirStarts);
                }
            }
        }
        Journey journey = new Journey(runs, recent(mine, theirs));
        return new Decision(journey, starts, List.of(), List.of(), List.of(), List.of(), returns);
    }

    private void start(Run run, Map<RunKey, Event> theirStarts) {
        Event event = theirStarts.get(run.key());
        if (run.waiting() && event != null) {
            starts.put(run.key(), event);
        }
    }

    /** As if the later of the two had been a repeat of the earlier. */
    private Run together(Run one, Run other) {
        Run first = one.stage().since().isAfter(other.stage().since()) ? other : one;
        Run second = first == one ? other : one;
        Trigger trigger = triggers.trigger(one.key().trigger());
        if (trigger == null) {
            return first;
        }
        giveBack(trigger, second);
        if (trigger.settings().onRepeat() == TriggerSettings.OnRepeat.KEEP) {
            return first;
        }
        giveBack(trigger, first);
        Instant dueAt = first.dueAt().isAfter(second.dueAt()) ? first.dueAt() : second.dueAt();
        Run anew = first.at(new Run.Stage(
                Math.max(first.step(), second.step()), second.stage().since(), dueAt, false));
        return second.occurredAt().isBefore(first.occurredAt())
                ? anew
                : anew.startedBy(second.event(), second.occurredAt(), second.tokens());
    }

    /** What a run took for the end of quiet hours is not needed when it waits anew, or is given up for the other. */
    private void giveBack(Trigger trigger, Run run) {
        Release.placesTaken(trigger, run).ifPresent(returns::add);
    }

    private static List<CancelEvent> recent(Journey mine, Journey theirs) {
        List<CancelEvent> all = new ArrayList<>(mine.recent());
        all.addAll(theirs.recent());
        all.sort(Comparator.comparing(CancelEvent::receivedAt));
        Set<EventId> known = new HashSet<>();
        all.removeIf(event -> !known.add(event.id()));
        Map<String, Integer> left = new HashMap<>();
        all.forEach(event -> left.merge(event.type(), 1, Integer::sum));
        all.removeIf(event -> left.merge(event.type(), -1, Integer::sum) >= Journey.RECENT_LIMIT);
        return all;
    }
}
