package dev.tidegate.backtest;

import dev.tidegate.domain.Event;
import dev.tidegate.domain.Profile;
import dev.tidegate.trigger.CooldownKey;
import dev.tidegate.trigger.Facts;
import dev.tidegate.trigger.Journey;
import dev.tidegate.trigger.RunKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is kept of one customer. */
final class Shopper {
    private final Map<RunKey, Event> starts = new HashMap<>();
    private final Map<CooldownKey, Facts.Cooldown> cooldowns = new HashMap<>();
    private Profile profile;
    private Journey journey = Journey.EMPTY;
    private @Nullable Instant forgetAt;

    Shopper(Profile profile) {
        this.profile = profile;
    }

    Profile profile() {
        return profile;
    }

    void become(Profile changed) {
        profile = changed;
    }

    Journey journey(Instant now) {
        Instant end = forgetAt;
        return end != null && !end.isAfter(now) ? Journey.EMPTY : journey;
    }

    /** @param forgetAt from when on nothing in the journey matters; null as long as a run waits */
    void goOn(Journey next, @Nullable Instant forgetAt, Map<RunKey, Event> begun) {
        this.journey = next;
        this.forgetAt = forgetAt;
        starts.putAll(begun);
        starts.keySet().removeIf(key -> next.waiting(key) == null);
    }

    /** The starting event of a run that waits. */
    @Nullable
    Event start(RunKey run) {
        return starts.get(run);
    }

    Map<RunKey, Event> starts() {
        return Map.copyOf(starts);
    }

    /** A cooldown counts whichever of a customer's profiles started it. */
    void take(Shopper other) {
        other.cooldowns.forEach((key, theirs) ->
                cooldowns.merge(key, theirs, (one, another) -> one.until().isAfter(another.until()) ? one : another));
    }

    void cooldown(CooldownKey key, Facts.Cooldown cooldown) {
        cooldowns.put(key, cooldown);
    }

    /** Those of the wanted cooldowns that are in force. */
    Map<CooldownKey, Facts.Cooldown> cooldowns(List<CooldownKey> wanted, Instant now) {
        Map<CooldownKey, Facts.Cooldown> inForce = new HashMap<>();
        for (CooldownKey key : wanted) {
            Facts.Cooldown cooldown = cooldowns.get(key);
            if (cooldown != null && cooldown.until().isAfter(now)) {
                inForce.put(key, cooldown);
            }
        }
        return inForce;
    }

    /** Drops what cannot matter any more. */
    void forget(Instant now) {
        cooldowns.values().removeIf(cooldown -> !cooldown.until().isAfter(now));
        if (forgetAt != null && !forgetAt.isAfter(now)) {
            journey = Journey.EMPTY;
        }
    }
}
