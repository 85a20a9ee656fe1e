package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.MapShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerSettings.Send;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The keys of one entry under a trigger's {@code send}. */
final class SendKeys {
    static final Key<String> TO = Key.required("to", Names.shape(), "The name of a destination.");

    private static final Pattern AS = Pattern.compile("[^\\u0000-\\u001f]{1,200}");
    private static final Pattern DATA_NAME = Pattern.compile("[^\\u0000-\\u001f]{1,128}");
    private static final List<String> LATER =
            List.of("campaign", "canvas", "transactional", "broadcast", "template", "journey");
    private static final Key<String> AS_NAME = Key.required(
            "as",
            Scalars.text(AS, "a possible name", "1 to 200 characters"),
            "The event, template or campaign name at the ESP.");
    private static final Key<String> VIA = Key.optional(
                    "via",
                    Scalars.choice(List.of("event"), via -> via, LATER),
                    "What it is at the ESP. Not yet supported: " + String.join(", ", LATER) + ".")
            .or("event");

    private final ObjectShape<Send> shape;

    SendKeys(TriggerExpressions expressions) {
        Key<Map<String, String>> data = Key.optional(
                "data",
                new MapShape<String>(DATA_NAME, "1 to 128 characters", new ExpressionShape(expressions::value)),
                "CEL by the name of the property that it makes; without it all event properties go along.");
        this.shape = ObjectShape.of(
                v -> new Send(v.get(TO), v.get(AS_NAME), v.find(data).orElse(null)), TO, AS_NAME, VIA, data);
    }

    ObjectShape<Send> shape() {
        return shape;
    }
}
