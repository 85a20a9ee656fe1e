package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A piece of YAML as JSON has it, before any substitution. */
public final class PlainYaml {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private PlainYaml() {}

    public static Object of(YamlValue value) {
        return switch (value) {
            case YamlValue.Scalar scalar -> single(scalar);
            case YamlValue.Listing listing ->
                listing.items().stream().map(PlainYaml::of).toList();
            case YamlValue.Mapping mapping -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                mapping.entries().forEach(entry -> plain.put(entry.key(), of(entry.value())));
                yield plain;
            }
        };
    }

    private static Object single(YamlValue.Scalar scalar) {
        String text = scalar.text();
        if (!scalar.plain()) {
            return text;
        }
        if (NUMBER.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        return text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
    }
}
