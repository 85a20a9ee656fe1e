package dev.tidegate.app.settings.shape;

import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.domain.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A password, key or token: never shown, never empty. */
final class SecretShape implements Shape<Secret> {
    private final Pattern pattern;
    private final String allowed;

    /**
     * @param pattern what the secret must match whole
     * @param allowed the same in words
     */
    SecretShape(Pattern pattern, String allowed) {
        this.pattern = pattern;
        this.allowed = allowed;
    }

    @Override
    public Optional<Reading<Secret>> read(Cursor cursor) {
        Optional<String> text = cursor.text();
        if (text.isPresent() && text.get().isBlank()) {
            cursor.problem(from(cursor.substitutedNames()) + "is empty; a secret must not be empty");
            return Optional.empty();
        }
        if (text.isPresent() && !pattern.matcher(text.get()).matches()) {
            cursor.problem("is not what is needed here; allowed: " + allowed);
            return Optional.empty();
        }
        return text.map(value -> new Reading<>(new Secret(value), Secret.MASK));
    }

    private static String from(List<String> names) {
        return names.isEmpty() ? "" : "what comes from " + String.join(" and ", names) + " ";
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.words("type", "string", "minLength", 1);
    }
}
