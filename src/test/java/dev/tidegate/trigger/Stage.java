package dev.tidegate.trigger;

import static java.util.Objects.requireNonNull;

import dev.tidegate.domain.Channel;
import dev.tidegate.domain.ConsentChange;
import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.EventId;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Profile;
import dev.tidegate.domain.ProfileId;
import dev.tidegate.domain.Verdict;
import dev.tidegate.profile.ProfileUpdates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the decider in the gateway, in memory: profiles, journeys, marks, registrations, cooldowns and timers. A
 * customer is known by their e-mail address. Journeys and marks are kept in their stored form, as Redis would.
 */
final class Stage {
    private final TriggerExpressions expressions;
    private final Policy policy;
    private final PlaceModel places = new PlaceModel();
    private Triggers triggers;
    private final Map<String, Profile> profiles = new TreeMap<>();
    private final Map<String, byte[]> journeys = new HashMap<>();
    private final Map<Token, Map<EventId, byte[]>> marks = new HashMap<>();
    private final Map<Token, Map<RegisteredRun, Instant>> registered = new HashMap<>();
    private final Map<RegisteredRun, Event> starts = new HashMap<>();
    private final Map<String, Map<CooldownKey, Facts.Cooldown>> cooldowns = new HashMap<>();
    private final Map<String, Map<Channel, ConsentChange>> consent = new HashMap<>();
    private final Map<String, Map<Channel, String>> suppressed = new HashMap<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Map<MessageId, Verdict> withdrawn = new LinkedHashMap<>();
    private Instant now = Samples.NOON;

    Stage(Samples.Sample... samples) {
        this(
                new TriggerExpressions(),
                List.of(samples).stream().map(Samples.Sample::settings).toList());
    }

    Stage(TriggerExpressions expressions, List<TriggerSettings> settings) {
        this(expressions, Policy.STANDARD, settings);
    }

    Stage(Policy policy, Samples.Sample... samples) {
        this(
                new TriggerExpressions(),
                policy,
                List.of(samples).stream().map(Samples.Sample::settings).toList());
    }

    Stage(TriggerExpressions expressions, Policy policy, List<TriggerSettings> settings) {
        this.expressions = expressions;
        this.policy = policy;
        this.triggers = new Triggers(settings, policy, expressions);
    }

    private record RegisteredRun(String customer, RunKey key) {}

    List<Message> messages() {
        return messages;
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    Map<MessageId, Verdict> withdrawn() {
        return withdrawn;
    }

    List<Verdict.Outcome> outcomes() {
        return verdicts.stream().map(Verdict::outcome).toList();
    }

    Verdict lastVerdict() {
        return verdicts.getLast();
    }

    Journey journey(String customer) {
        byte[] stored = journeys.get(customer);
        return stored == null ? Journey.EMPTY : JourneyCodec.decode(stored);
    }

    Profile profile(String customer) {
        return profiles.computeIfAbsent(
                customer,
                missing -> Profile.empty(new ProfileId("profile-" + Integer.toHexString(customer.hashCode())), now));
    }

    /** Another version of the triggers comes into force. */
    void reload(Samples.Sample... samples) {
        triggers = new Triggers(
                List.of(samples).stream().map(Samples.Sample::settings).toList(), policy, expressions);
    }

    PlaceModel places() {
        return places;
    }

    /** What the operator has set for triggers. */
    void switched(Map<String, Boolean> enabled) {
        triggers = triggers.switched(enabled);
    }

    void grant(String customer) {
        consent(customer, ConsentState.GRANTED);
    }

    void consent(String customer, ConsentState state) {
        Map<Channel, ConsentChange> states = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            states.put(channel, new ConsentChange(channel, state, Samples.NOON));
        }
        consent.put(customer, states);
    }

    void suppress(String customer, String reason) {
        suppressed.put(customer, Map.of(Channel.EMAIL, reason));
    }

    /** A cooldown is given back, as when a message finally fails. */
    void giveBackCooldown(String customer, Event start) {
        cooldowns
                .getOrDefault(customer, Map.of())
                .values()
                .removeIf(cooldown -> cooldown.holder().equals(start.id().value()));
    }

    void clock(Instant now) {
        this.now = now;
    }

    /** The event is received now, unless the clock is past that already. */
    void receive(Event event) {
        if (event.receivedAt().isAfter(now)) {
            now = event.receivedAt();
        }
        String customer = Optional.ofNullable(event.customer().email()).orElse("");
        Set<RegisteredRun> others = mark(event, customer);
        Profile profile = ProfileUpdates.apply(profile(customer), event, now);
        profiles.put(customer, profile);
        Decider decider = new Decider(triggers);
        decide(customer, decider.considerEvent(event, profile, journey(customer), now));
        for (RegisteredRun other : others) {
            CancelEvent cancel = CancelCodec.decode(CancelCodec.encode(requireNonNull(triggers.cancelEvent(event))));
            Decision decision =
                    decider.cancelled(cancel, other.key(), profile(other.customer()), journey(other.customer()), now);
            commit(other.customer(), decision);
        }
    }

    /** Decides all runs that are due now, the earliest first. */
    void fire() {
        while (true) {
            RegisteredRun next = due();
            if (next == null) {
                return;
            }
            Run run = requireNonNull(journey(next.customer()).waiting(next.key()));
            decide(
                    next.customer(),
                    new Decider(triggers)
                            .considerDue(
                                    run,
                                    requireNonNull(starts.get(next)),
                                    profile(next.customer()),
                                    journey(next.customer()),
                                    false,
                                    now));
        }
    }

    void fireAt(Instant time) {
        clock(time);
        fire();
    }

    private @Nullable RegisteredRun due() {
        return profiles.keySet().stream()
                .flatMap(customer -> journey(customer).runs().stream()
                        .filter(run -> run.waiting() && !run.dueAt().isAfter(now))
                        .map(run -> Map.entry(run.dueAt(), new RegisteredRun(customer, run.key()))))
                .min(Map.Entry.<Instant, RegisteredRun>comparingByKey()
                        .thenComparing(entry -> entry.getValue().customer())
                        .thenComparing(entry -> entry.getValue().key().text()))
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    private Set<RegisteredRun> mark(Event event, String customer) {
        CancelEvent cancel = triggers.cancelEvent(event);
        Set<RegisteredRun> found = new LinkedHashSet<>();
        if (cancel != null) {
            for (Token token : cancel.tokens()) {
                marks.computeIfAbsent(token, t -> new LinkedHashMap<>()).put(event.id(), CancelCodec.encode(cancel));
                found.addAll(registered.getOrDefault(token, Map.of()).keySet());
            }
        }
        found.removeIf(run -> run.customer().equals(customer));
        return found;
    }

    private void decide(String customer, Considered considered) {
        Facts facts = allFacts(customer, considered);
        Decision first = considered.decide(facts);
        if (!first.equals(considered.decide(facts))) {
            throw new AssertionError("deciding twice gives two answers");
        }
        Decision anew = considered.decide(allFacts(customer, considered));
        if (!anew.messages().equals(first.messages()) || !anew.journey().equals(first.journey())) {
            throw new AssertionError("asking and deciding anew, as after a crash, gives another answer");
        }
        commit(customer, first);
    }

    private Facts allFacts(String customer, Considered considered) {
        Facts facts = facts(customer, considered.needs());
        Map<MessageId, Places> answers = new HashMap<>();
        for (PlaceWish wish : considered.wishes(facts)) {
            answers.put(wish.messages().getFirst(), places.ask(customer, wish, now));
        }
        return facts.with(answers);
    }

    private Facts facts(String customer, Needs needs) {
        Set<Token> tokens = new LinkedHashSet<>(needs.marksOf());
        needs.registrations().forEach(registration -> {
            tokens.addAll(registration.tokens());
            registration
                    .tokens()
                    .forEach(token -> registered
                            .computeIfAbsent(token, t -> new LinkedHashMap<>())
                            .put(new RegisteredRun(customer, registration.run()), registration.forgetAt()));
        });
        List<CancelEvent> found = tokens.stream()
                .flatMap(token -> marks.getOrDefault(token, Map.of()).values().stream())
                .map(CancelCodec::decode)
                .toList();
        Map<CooldownKey, Facts.Cooldown> inForce = new HashMap<>();
        for (CooldownKey key : needs.cooldowns()) {
            Facts.Cooldown cooldown = cooldowns.getOrDefault(customer, Map.of()).get(key);
            if (cooldown != null) {
                inForce.put(key, cooldown);
            }
        }
        return needs.addresses()
                ? new Facts(
                        found,
                        consent.getOrDefault(customer, Map.of()),
                        suppressed.getOrDefault(customer, Map.of()),
                        inForce,
                        Map.of())
                : new Facts(found, Map.of(), Map.of(), inForce, Map.of());
    }

    private void commit(String customer, Decision decision) {
        if (decision.journey().equals(Journey.EMPTY)) {
            journeys.remove(customer);
        } else {
            journeys.put(customer, JourneyCodec.encode(decision.journey()));
            if (!journey(customer).equals(decision.journey())) {
                throw new AssertionError("the journey is not stored as it was");
            }
        }
        decision.starts().forEach((key, event) -> starts.put(new RegisteredRun(customer, key), event));
        messages.addAll(decision.messages());
        decision.returns().forEach(back -> places.giveBack(customer, back.messages()));
        verdicts.addAll(decision.verdicts());
        decision.withdrawals()
                .forEach(withdrawal ->
                        withdrawal.messages().forEach(message -> withdrawn.put(message, withdrawal.verdict())));
        decision.cooldowns()
                .forEach(start -> cooldowns
                        .computeIfAbsent(customer, c -> new HashMap<>())
                        .put(start.key(), new Facts.Cooldown(start.holder(), now.plus(start.length()))));
    }
}
