package dev.tidegate.backtest;

import dev.tidegate.archive.Archived;
import dev.tidegate.archive.ArchivedEvent;
import dev.tidegate.archive.ArchivedMerge;
import dev.tidegate.archive.ArchivedRequest;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.profile.AddressNotes;
import dev.tidegate.profile.ErasureEvent;
import dev.tidegate.profile.ProfileMerge;
import dev.tidegate.profile.ProfileUpdates;
import dev.tidegate.trigger.CancelEvent;
import dev.tidegate.trigger.Considered;
import dev.tidegate.trigger.Decider;
import dev.tidegate.trigger.Decision;
import dev.tidegate.trigger.Facts;
import dev.tidegate.trigger.Journey;
import dev.tidegate.trigger.Needs;
import dev.tidegate.trigger.PlaceWish;
import dev.tidegate.trigger.Places;
import dev.tidegate.trigger.Run;
import dev.tidegate.trigger.RunKey;
import dev.tidegate.trigger.Triggers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One set of triggers at work on a virtual clock, with the live path's decider and profile rules and everything around them in
 * memory. A released message counts as attempted at once and as delivered.
 */
final class Replay {
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Triggers triggers;
    private final Decider decider;
    private final Tally tally;
    private final Map<ProfileId, Shopper> shoppers = new HashMap<>();
    private final Map<ProfileId, ProfileId> merged = new HashMap<>();
    private final AddressRecords records = new AddressRecords();
    private final PlaceShelf places = new PlaceShelf();
    private final TokenBook tokens = new TokenBook();
    private final PriorityQueue<Due> timers = new PriorityQueue<>(
            Comparator.comparing(Due::at).thenComparing(due -> due.run().key().text()));
    private Instant now = Instant.MIN;
    private Instant forgetAt = Instant.MIN;

    /** @param tally is told what is decided */
    Replay(Triggers triggers, Tally tally) {
        this.triggers = triggers;
        this.decider = new Decider(triggers);
        this.tally = tally;
    }

    int customers() {
        return shoppers.size();
    }

    private record Due(Instant at, WaitingRun run) {}

    void replay(Archived archived) {
        switch (archived) {
            case ArchivedEvent(ProfileId profile, Event event) -> receive(profile, event);
            case ArchivedRequest unmapped -> {}
            case ArchivedMerge(ProfileId into, ProfileId gone, Instant at) -> merge(into, gone, at);
        }
    }

    /** Lets the clock go to the time of receipt, with all that is due until then, and decides on the event. */
    void receive(ProfileId id, Event event) {
        advance(event.receivedAt());
        CancelEvent cancel = triggers.cancelEvent(event);
        Set<WaitingRun> others = cancel == null ? Set.of() : tokens.mark(cancel, now, triggers.markLifetime());
        Shopper shopper = shopper(id);
        Profile before = shopper.profile();
        if (ErasureEvent.isOne(event)) {
            AddressNotes.erased(event, before).forEach(records::write);
            shoppers.put(before.id(), new Shopper(Profile.empty(before.id(), now)));
            return;
        }
        Profile after = ProfileUpdates.apply(before, event, now);
        shopper.become(after);
        AddressNotes.of(event, before, after).forEach(records::write);
        Journey journey = shopper.journey(now);
        decide(shopper, event.id(), () -> decider.considerEvent(event, after, journey, now));
        if (cancel != null) {
            for (WaitingRun other : others) {
                if (!other.profile().equals(shopper.profile().id())) {
                    cancel(cancel, other);
                }
            }
        }
    }

    /** Two profiles turn out to be one customer. */
    void merge(ProfileId into, ProfileId gone, Instant at) {
        advance(at);
        Shopper winner = shopper(into);
        Shopper loser = shopper(gone);
        if (winner != loser) {
            winner.become(ProfileMerge.merge(winner.profile(), loser.profile()));
            winner.take(loser);
            merged.put(loser.profile().id(), into);
            shoppers.remove(loser.profile().id());
            commit(winner, decider.joined(winner.journey(now), loser.journey(now), loser.starts()));
        }
    }

    /** Lets the clock go on, and decides all that is due until then; the clock never goes back. */
    void advance(Instant to) {
        for (Due due = timers.peek(); due != null && !due.at().isAfter(to); due = timers.peek()) {
            timers.remove();
            now = due.at().isAfter(now) ? due.at() : now;
            fire(due);
        }
        now = to.isAfter(now) ? to : now;
        if (!now.isBefore(forgetAt)) {
            forgetAt = now.plus(FORGET_EVERY);
            tokens.forget(now);
            shoppers.values().forEach(shopper -> shopper.forget(now));
        }
    }

    private void fire(Due due) {
        Shopper shopper = shopper(due.run().profile());
        RunKey key = due.run().key();
        Journey journey = shopper.journey(now);
        Run run = journey.waiting(key);
        Event start = shopper.start(key);
        if (run != null && start != null && run.dueAt().equals(due.at())) {
            decide(shopper, start.id(), () -> decider.considerDue(run, start, shopper.profile(), journey, false, now));
        }
    }

    private void cancel(CancelEvent cancel, WaitingRun run) {
        Shopper shopper = shopper(run.profile());
        commit(shopper, decider.cancelled(cancel, run.key(), shopper.profile(), shopper.journey(now), now));
    }

    /** The customer of that profile, or of the one that it was merged into. */
    private Shopper shopper(ProfileId named) {
        ProfileId id = named;
        for (ProfileId into = merged.get(id); into != null; into = merged.get(id)) {
            id = into;
        }
        return shoppers.computeIfAbsent(id, missing -> new Shopper(Profile.empty(missing, now)));
    }

    /** A fault of ours counts, as in the live path, and does not end the replay. */
    private void decide(Shopper shopper, EventId event, Supplier<Considered> occasion) {
        Decision decision;
        try {
            Considered considered = occasion.get();
            giveBack(shopper.profile(), considered.freed());
            decision = considered.decide(facts(shopper, considered));
        } catch (RuntimeException fault) {
            tally.decided(
                    shopper.profile().id(),
                    new Verdict(event, "*", 1, Verdict.Outcome.ERROR, "", now, List.of(), null, List.of()));
            return;
        }
        commit(shopper, decision);
    }

    private Facts facts(Shopper shopper, Considered considered) {
        Needs needs = considered.needs();
        if (needs.equals(Needs.NOTHING)) {
            return withPlaces(shopper, considered, Facts.NONE);
        }
        Profile profile = shopper.profile();
        Facts facts = new Facts(
                tokens.marks(profile.id(), needs, now, triggers.markLifetime()),
                needs.addresses() ? records.consent(profile) : Map.of(),
                needs.addresses() ? records.suppressed(profile) : Map.of(),
                shopper.cooldowns(needs.cooldowns(), now),
                Map.of());
        return withPlaces(shopper, considered, facts);
    }

    private Facts withPlaces(Shopper shopper, Considered considered, Facts facts) {
        List<PlaceWish> wishes = considered.wishes(facts);
        if (wishes.isEmpty()) {
            return facts;
        }
        Map<MessageId, Places> answers = new HashMap<>();
        for (PlaceWish wish : wishes) {
            Address address = Address.of(shopper.profile(), wish.channel());
            if (address != null) {
                answers.put(wish.messages().getFirst(), places.ask(address, wish, now));
            }
        }
        return facts.with(answers);
    }

    private void commit(Shopper shopper, Decision decision) {
        Profile profile = shopper.profile();
        Journey before = shopper.journey(now);
        Journey after = decision.journey();
        if (after != before || !decision.starts().isEmpty()) {
            shopper.goOn(after, decider.forgetAt(after), decision.starts());
            timers(profile.id(), before, after);
        }
        decision.cooldowns()
                .forEach(start ->
                        shopper.cooldown(start.key(), new Facts.Cooldown(start.holder(), now.plus(start.length()))));
        giveBack(profile, decision.returns());
        for (Message message : decision.messages()) {
            Address address = Address.of(profile, message.channel());
            if (address != null) {
                places.attempted(address, message.id());
            }
            tally.released(message);
        }
        decision.verdicts().forEach(verdict -> tally.decided(profile.id(), verdict));
    }

    private void giveBack(Profile profile, List<Decision.PlaceReturn> returns) {
        for (Decision.PlaceReturn back : returns) {
            Address address = Address.of(profile, back.channel());
            if (address != null) {
                places.giveBack(address, back.messages());
            }
        }
    }

    private void timers(ProfileId profile, Journey before, Journey after) {
        for (Run run : after.runs()) {
            if (run.waiting()) {
                Run was = before.waiting(run.key());
                if (was == null || !was.dueAt().equals(run.dueAt())) {
                    timers.add(new Due(run.dueAt(), new WaitingRun(profile, run.key())));
                }
            }
        }
    }
}
