package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.MapShape;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.domain.Via;
import dev.tidegate.trigger.TriggerExpressions;
import dev.tidegate.trigger.TriggerSettings.Send;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/** The keys of one entry under a trigger's {@code send}. */
final class SendKeys {
    static final Key<String> TO = Key.required("to", Names.shape(), "The name of a destination.");

    private static final Pattern AS_TEXT = Pattern.compile("[^\\u0000-\\u001f]{1,200}");
    private static final Pattern DATA_NAME = Pattern.compile("[^\\u0000-\\u001f]{1,128}");
    static final Key<String> AS = Key.required(
            "as",
            Scalars.text(AS_TEXT, "a possible name", "1 to 200 characters"),
            "The event, template or campaign name at the ESP.");
    static final Key<Via> VIA = Key.optional(
            "via",
            Scalars.choice(Via.class, Via::label),
            "What it is at the ESP; each type of destination has its own, of which the first is the default.");

    static boolean isVia(String label) {
        return Arrays.stream(Via.values()).anyMatch(via -> via.label().equals(label));
    }

    private final ObjectShape<Send> shape;

    SendKeys(TriggerExpressions expressions) {
        Key<Map<String, String>> data = Key.optional(
                "data",
                new MapShape<String>(DATA_NAME, "1 to 128 characters", new ExpressionShape(expressions::value)),
                "CEL by the name of the property that it makes; without it all event properties go along.");
        this.shape = ObjectShape.of(
                v -> new Send(
                        v.get(TO),
                        v.get(AS),
                        v.find(VIA).orElse(null),
                        v.find(data).orElse(null)),
                TO,
                AS,
                VIA,
                data);
    }

    ObjectShape<Send> shape() {
        return shape;
    }
}
