package dev.tidegate.trigger;

import dev.tidegate.domain.Customer;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.MessageId;
import dev.tidegate.domain.Profile;
import dev.tidegate.expression.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a run that passed all gates.
 *
 * @param leftOut the data that could not be computed, each with the reason
 */
record Release(List<Message> messages, List<String> leftOut) {
    static Release of(Passage passage) {
        Map<String, Object> variables = TriggerExpressions.variables(
                passage.start(),
                passage.profile(),
                passage.trigger().segments(),
                passage.trigger().links(),
                passage.now());
        List<Message> messages = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Trigger.Send send : passage.step().sends()) {
            Map<String, Object> properties =
                    send.data() == null ? passage.start().properties() : properties(send.data(), variables, leftOut);
            messages.add(message(passage, send, messages.size(), properties));
        }
        return new Release(messages, leftOut);
    }

    /** In words, for the verdict. */
    String text(boolean shadow) {
        List<String> destinations =
                messages.stream().map(Message::destination).distinct().toList();
        String what = (shadow ? "would have gone to " : "released to ") + String.join(", ", destinations);
        return leftOut.isEmpty() ? what : what + "; left out of data: " + String.join(", ", leftOut);
    }

    List<MessageId> ids() {
        return messages.stream().map(Message::id).toList();
    }

    /** The ids that the messages of the run's step have, or will have. */
    static List<MessageId> ids(Trigger trigger, Run run) {
        List<Trigger.Send> sends = trigger.step(run.step()).sends();
        List<MessageId> ids = new ArrayList<>(sends.size());
        for (int i = 0; i < sends.size(); i++) {
            ids.add(id(trigger, run, sends.get(i), i));
        }
        return ids;
    }

    /** The places that a run has taken before its time: what waits for the end of quiet hours has. */
    static Optional<Decision.PlaceReturn> placesTaken(Trigger trigger, Run run) {
        boolean taken =
                run.waiting() && run.stage().quiet() && !trigger.caps().isEmpty() && trigger.hasStep(run.step());
        return taken
                ? Optional.of(new Decision.PlaceReturn(trigger.settings().channel(), ids(trigger, run)))
                : Optional.empty();
    }

    private static MessageId id(Trigger trigger, Run run, Trigger.Send send, int index) {
        return MessageId.of(trigger.name(), run.step(), run.event(), send.to(), index);
    }

    private static Map<String, Object> properties(
            List<Trigger.Datum> data, Map<String, Object> variables, List<String> leftOut) {
        Map<String, Object> properties = LinkedHashMap.newLinkedHashMap(data.size());
        for (Trigger.Datum datum : data) {
            switch (datum.value().evaluate(variables)) {
                case Result.Value value -> properties.put(datum.name(), value.plain());
                case Result.Failed(String reason) -> leftOut.add(datum.name() + " (" + reason + ")");
            }
        }
        return properties;
    }

    private static Message message(Passage passage, Trigger.Send send, int index, Map<String, Object> properties) {
        TriggerSettings settings = passage.trigger().settings();
        Instant due = passage.run().dueAt();
        Duration expires = settings.expires();
        return new Message(
                id(passage.trigger(), passage.run(), send, index),
                settings.name(),
                passage.run().step(),
                send.to(),
                send.as(),
                send.via(),
                passage.profile().id(),
                recipient(passage.profile(), passage.start().customer()),
                properties,
                passage.start(),
                settings.messageClass(),
                settings.channel(),
                !passage.trigger().caps().isEmpty(),
                due,
                passage.now(),
                expires == null ? null : due.plus(expires));
    }

    private static Message.Recipient recipient(Profile profile, Customer customer) {
        return new Message.Recipient(
                customerId(profile, customer),
                profile.email(),
                profile.phone(),
                text(profile, "first_name"),
                text(profile, "last_name"),
                text(profile, "locale"));
    }

    /** The id that the event's own system knows the customer by, else any, always the same one; never the profile's own. */
    private static @Nullable String customerId(Profile profile, Customer customer) {
        String named = customer.profile() == null ? customer.customerId() : null;
        String own = profile.customerIds().getOrDefault(customer.idSpace(), named);
        if (own != null || profile.customerIds().isEmpty()) {
            return own;
        }
        return new TreeMap<>(profile.customerIds()).firstEntry().getValue();
    }

    private static @Nullable String text(Profile profile, String field) {
        return profile.fields().get(field) instanceof String text ? text : null;
    }
}
