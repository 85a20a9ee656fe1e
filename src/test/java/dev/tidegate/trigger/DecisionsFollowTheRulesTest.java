package dev.tidegate.trigger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.domain.ConsentState;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageClass;
import dev.tidegate.domain.Verdict;
import dev.tidegate.domain.Verdict.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random triggers, customers, event orders, repeats and late timers: the decider does what the plain model does. */
class DecisionsFollowTheRulesTest {
    private static final List<String> TYPES =
            List.of("checkout_started", "checkout_updated", "order_completed", "page_viewed", "email_opened");
    private static final List<String> CUSTOMERS = List.of("ann@shop.example", "bo@shop.example", "cy@shop.example");
    private static final TriggerExpressions EXPRESSIONS = new TriggerExpressions();

    @Test
    void the_same_messages_and_outcomes_as_the_model() {
        int worlds = Integer.getInteger("tidegate.worlds", 500);
        Map<Outcome, Integer> covered = new TreeMap<>();
        Seeds.check(worlds, chance -> new World(chance).run(covered));
        if (worlds >= 500) {
            assertThat(covered)
                    .containsKeys(
                            Outcome.FIRED,
                            Outcome.WAITING,
                            Outcome.CANCELLED,
                            Outcome.CONDITION_FALSE,
                            Outcome.ERROR,
                            Outcome.COOLDOWN,
                            Outcome.NO_CONSENT,
                            Outcome.STALE,
                            Outcome.SHADOW,
                            Outcome.QUIET_HOURS,
                            Outcome.CAPPED,
                            Outcome.HOLDOUT);
        }
    }

    private static final class World {
        private final RandomGenerator chance;
        private final List<TriggerSettings> triggers;
        private final Policy policy;
        private final Stage stage;
        private final RulesModel model;
        private final Map<String, Event> events = new HashMap<>();
        private final Map<String, Integer> cancelling = new HashMap<>();
        private final Map<String, ConsentState> consent = new HashMap<>();
        private Instant now = Samples.NOON;
        private Instant lastOccurredAt = Samples.NOON;

        World(RandomGenerator chance) {
            this.chance = chance;
            this.triggers = triggers();
            this.policy = policy();
            this.stage = new Stage(EXPRESSIONS, policy, triggers);
            this.model = new RulesModel(
                    triggers, policy, customer -> stage.profile(customer).id());
            for (String customer : CUSTOMERS) {
                ConsentState state = oneOf(ConsentState.GRANTED, ConsentState.GRANTED, ConsentState.DENIED);
                consent.put(customer, state);
                stage.consent(customer, state);
                model.consent(customer, state);
            }
        }

        void run(Map<Outcome, Integer> covered) {
            int count = 2 + chance.nextInt(40);
            for (int i = 0; i < count; i++) {
                pass();
                if (chance.nextInt(4) > 0) {
                    fire();
                }
                event(i);
                compare();
            }
            now = now.plus(Duration.ofDays(10));
            fire();
            compare();
            stage.verdicts().forEach(verdict -> covered.merge(verdict.outcome(), 1, Integer::sum));
            neverWithoutConsent();
            neverTwiceWithinTheCooldown();
            neverMoreThanACap();
            neverInQuietHours();
        }

        private void pass() {
            long millis = switch (chance.nextInt(4)) {
                case 0 -> 1;
                case 1 -> chance.nextInt(60_000);
                case 2 -> chance.nextInt(3_600_000);
                default -> chance.nextInt(20 * 3_600_000);
            };
            now = now.plusMillis(1 + millis);
            stage.clock(now);
        }

        private void fire() {
            stage.fireAt(now);
            model.fire(now);
        }

        private void event(int i) {
            String type = oneOf(TYPES.toArray(String[]::new));
            String customer = oneOf(CUSTOMERS.toArray(String[]::new));
            if (cancelling.merge(type + customer, 1, Integer::sum) > Journey.RECENT_LIMIT) {
                return;
            }
            Map<String, Object> properties = new HashMap<>();
            maybe(properties, "checkout_token", "t1", "t2", "t3");
            maybe(properties, "cart_token", "k1", "k2");
            maybe(properties, "value", new BigDecimal("5.00"), new BigDecimal("25.50"), 20L);
            Instant occurredAt = switch (chance.nextInt(4)) {
                case 0, 1 -> now;
                case 2 -> now.minusMillis(chance.nextLong(7_200_000));
                // The model remembers for ever, the gateway for a day at least.
                default -> lastOccurredAt.isBefore(now.minus(Duration.ofHours(12))) ? now : lastOccurredAt;
            };
            lastOccurredAt = occurredAt;
            Event event = Samples.event("e" + i, type, customer, occurredAt, now, properties);
            events.put(event.id().value(), event);
            stage.receive(event);
            model.receive(event, now);
        }

        private void compare() {
            Map<String, List<String>> log = new TreeMap<>();
            for (Verdict verdict : stage.verdicts()) {
                Event event = requireNonNull(events.get(verdict.event().value()));
                log.computeIfAbsent(String.valueOf(event.customer().email()), c -> new ArrayList<>())
                        .add(verdict.trigger() + " " + verdict.step() + " " + event.sourceId() + " "
                                + verdict.outcome());
            }
            assertThat(sorted(log)).as("outcomes under %s", triggers).isEqualTo(sorted(model.log));
            TreeSet<String> messages = new TreeSet<>();
            TreeSet<String> withdrawn = new TreeSet<>();
            for (Message message : stage.messages()) {
                String text = message.event().customer().email() + " " + message.trigger() + " " + message.step() + " "
                        + message.event().sourceId() + " due " + message.dueAt();
                messages.add(text);
                if (stage.withdrawn().containsKey(message.id())) {
                    withdrawn.add(text);
                }
            }
            assertThat(messages).isEqualTo(model.messages).hasSameSizeAs(stage.messages());
            assertThat(withdrawn).as("withdrawn under %s", triggers).isEqualTo(model.withdrawn);
        }

        /** Within one step the order is nobody's business; between steps {@link #compare} keeps it. */
        private static Map<String, List<String>> sorted(Map<String, List<String>> log) {
            Map<String, List<String>> sorted = new TreeMap<>();
            log.forEach((customer, entries) ->
                    sorted.put(customer, entries.stream().sorted().toList()));
            return sorted;
        }

        private void neverWithoutConsent() {
            assertThat(stage.messages())
                    .filteredOn(message -> message.messageClass() == MessageClass.MARKETING)
                    .allMatch(message -> consent.get(message.event().customer().email()) == ConsentState.GRANTED);
        }

        private void neverTwiceWithinTheCooldown() {
            for (TriggerSettings trigger : triggers) {
                TriggerSettings.Cooldown cooldown = trigger.cooldown();
                if (cooldown == null
                        || !cooldown.per().isEmpty()
                        || trigger.steps().size() > 1) {
                    continue; // steps of one run do not mind their own cooldown
                }
                Map<String, Instant> last = new HashMap<>();
                for (Message message : stage.messages()) {
                    if (message.trigger().equals(trigger.name())) {
                        Instant before = last.put(
                                String.valueOf(message.event().customer().email()), message.releasedAt());
                        assertThat(before == null || !message.releasedAt().isBefore(before.plus(cooldown.length())))
                                .isTrue();
                    }
                }
            }
        }

        /** Whatever was displaced had no attempt, and is not sent. */
        private void neverMoreThanACap() {
            for (Frequency.Cap cap : policy.frequency().caps()) {
                for (String customer : CUSTOMERS) {
                    List<Instant> sent = stage.messages().stream()
                            .filter(message -> message.messageClass() == MessageClass.MARKETING)
                            .filter(message -> customer.equals(message.address()))
                            .filter(message -> !stage.places().displaced(customer, message.id()))
                            .map(Message::releasedAt)
                            .sorted()
                            .toList();
                    for (int i = cap.max(); i < sent.size(); i++) {
                        assertThat(sent.get(i))
                                .as("message %d under %s", i, cap)
                                .isAfterOrEqualTo(sent.get(i - cap.max()).plus(cap.per()));
                    }
                }
            }
        }

        private void neverInQuietHours() {
            if (policy.frequency().quietHours() != null) {
                assertThat(stage.messages())
                        .filteredOn(message -> message.messageClass() == MessageClass.MARKETING)
                        .allMatch(message -> {
                            int hour =
                                    message.releasedAt().atZone(ZoneOffset.UTC).getHour();
                            return hour >= 8 && hour < 21;
                        });
            }
        }

        private Policy policy() {
            List<Frequency.Cap> caps = new ArrayList<>();
            if (chance.nextBoolean()) {
                caps.add(new Frequency.Cap("daily", 1 + chance.nextInt(2), Duration.ofDays(1)));
            }
            if (chance.nextInt(3) == 0) {
                caps.add(new Frequency.Cap("weekly", 2 + chance.nextInt(3), Duration.ofDays(7)));
            }
            QuietHours quiet = chance.nextBoolean()
                    ? null
                    : new QuietHours(
                            LocalTime.of(21, 0), LocalTime.of(8, 0), null, ZoneOffset.UTC, QuietHours.Then.DEFER);
            return new Policy(ConsentPolicy.OPT_IN, new Frequency(caps, quiet));
        }

        private List<TriggerSettings> triggers() {
            List<TriggerSettings> settings = new ArrayList<>();
            for (int i = 0; i <= chance.nextInt(3); i++) {
                settings.add(trigger("trigger-" + i));
            }
            return settings;
        }

        private TriggerSettings trigger(String name) {
            Samples.Sample sample = new Samples.Sample(name);
            switch (chance.nextInt(3)) {
                case 0 -> sample.on("checkout_started");
                case 1 -> sample.on("checkout_started", "checkout_updated");
                default -> sample.on("*");
            }
            sample.waiting(oneOf(Duration.ZERO, Duration.ofMinutes(30), Duration.ofHours(8), Duration.ofDays(2)));
            if (chance.nextInt(4) > 0) {
                sample.unless(oneOf("order_completed", "page_viewed"), oneOf(null, null, RulesModel.CONDITION));
            }
            switch (chance.nextInt(3)) {
                case 0 -> sample.match();
                case 1 -> sample.match("checkout_token");
                default -> sample.match("checkout_token", "cart_token");
            }
            sample.when(oneOf(null, null, RulesModel.CONDITION));
            sample.onRepeat(oneOf(TriggerSettings.OnRepeat.values()));
            switch (chance.nextInt(3)) {
                case 0 -> sample.cooldown(Duration.ofHours(1 + chance.nextInt(48)));
                case 1 -> sample.cooldown(Duration.ofHours(12), "properties.checkout_token");
                default -> {}
            }
            sample.messageClass(oneOf(MessageClass.MARKETING, MessageClass.MARKETING, MessageClass.TRANSACTIONAL));
            sample.priority(10 * chance.nextInt(3));
            sample.holdout(oneOf(0, 0, 3_000));
            for (int i = chance.nextInt(3); i > 0; i--) {
                sample.step(
                        oneOf(Duration.ZERO, Duration.ofMinutes(30), Duration.ofHours(30)),
                        oneOf(null, null, RulesModel.CONDITION),
                        "Step");
            }
            sample.expires(oneOf(null, null, Duration.ofMinutes(10), Duration.ofHours(6)));
            sample.mode(oneOf(
                    TriggerSettings.Mode.LIVE,
                    TriggerSettings.Mode.LIVE,
                    TriggerSettings.Mode.LIVE,
                    TriggerSettings.Mode.SHADOW,
                    TriggerSettings.Mode.OFF));
            return sample.settings();
        }

        private void maybe(Map<String, Object> properties, String name, Object... values) {
            if (chance.nextInt(4) > 0) {
                properties.put(name, oneOf(values));
            }
        }

        @SafeVarargs
        private <T extends @Nullable Object> T oneOf(T... values) {
            return values[chance.nextInt(values.length)];
        }
    }
}
