package dev.tidegate.source.mapped;

import java.util.AbstractMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Headers as an expression sees them: under lower-case names, and found by a name in any case, as HTTP has it. */
final class HeaderNames extends AbstractMap<String, String> {
    private final Map<String, String> byLowerCaseName;

    HeaderNames(Map<String, String> byLowerCaseName) {
        this.byLowerCaseName = byLowerCaseName;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        return name instanceof String text ? byLowerCaseName.get(text.toLowerCase(Locale.ROOT)) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && byLowerCaseName.containsKey(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return byLowerCaseName.entrySet();
    }
}
