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
                            Outcome.SHADOW);
        }
    }

    private static final class World {
        private final RandomGenerator chance;
        private final List<TriggerSettings> triggers;
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
            this.stage = new Stage(EXPRESSIONS, triggers);
            this.model = new RulesModel(triggers);
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
                default -> lastOccurredAt;
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
                        .add(verdict.trigger() + " " + event.sourceId() + " " + verdict.outcome());
            }
            assertThat(sorted(log)).as("outcomes under %s", triggers).isEqualTo(sorted(model.log));
            TreeSet<String> messages = new TreeSet<>();
            TreeSet<String> withdrawn = new TreeSet<>();
            for (Message message : stage.messages()) {
                String text = message.event().customer().email() + " " + message.trigger() + " "
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
                if (cooldown == null || !cooldown.per().isEmpty()) {
                    continue;
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
