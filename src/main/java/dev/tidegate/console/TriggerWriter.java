package dev.tidegate.console;

import dev.tidegate.json.JsonWriter;
import dev.tidegate.trigger.TriggerSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what operators are answered about triggers. */
final class TriggerWriter {
    private TriggerWriter() {}

    /**
     * @param switched what the operator has set, which stands above the settings
     * @param waiting how many runs wait, by the trigger's name
     */
    static byte[] triggers(List<TriggerSettings> triggers, Map<String, Boolean> switched, Map<String, Long> waiting) {
        JsonWriter out = new JsonWriter(4_096).startObject();
        out.name("items").startList();
        triggers.forEach(trigger -> trigger(
                out,
                trigger,
                switched.getOrDefault(trigger.name(), trigger.mode() != TriggerSettings.Mode.OFF),
                waiting.getOrDefault(trigger.name(), 0L)));
        out.endList();
        return out.name("next").value((String) null).endObject().toBytes();
    }

    static byte[] switched(String trigger, boolean on) {
        JsonWriter out = new JsonWriter(128).startObject();
        out.name("trigger").value(trigger).name("enabled").value(on);
        return out.endObject().toBytes();
    }

    private static void trigger(JsonWriter out, TriggerSettings trigger, boolean enabled, long waiting) {
        out.startObject();
        out.name("name").value(trigger.name());
        out.name("mode").value(trigger.mode().name().toLowerCase(Locale.ROOT));
        out.name("enabled").value(enabled);
        // Runs that waited before they were counted are only subtracted.
        out.name("waiting").value(Math.max(0, waiting));
        out.name("on").value(trigger.on());
        out.name("unless")
                .value(trigger.unless().stream()
                        .map(TriggerSettings.Unless::type)
                        .toList());
        out.name("wait").value(trigger.totalWait().toString());
        out.name("steps").value((long) trigger.steps().size());
        out.name("priority").value((long) trigger.priority());
        out.name("message_class").value(trigger.messageClass().label());
        out.name("channel").value(trigger.channel().label());
        out.name("destinations")
                .value(trigger.steps().stream()
                        .flatMap(step -> step.send().stream())
                        .map(TriggerSettings.Send::to)
                        .distinct()
                        .toList());
        out.endObject();
    }
}
