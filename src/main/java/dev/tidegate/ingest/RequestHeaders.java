package dev.tidegate.ingest;

import dev.tidegate.source.Headers;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's headers as sources see them. */
record RequestHeaders(MultiMap headers) implements Headers {
    @Override
    public List<String> all(String name) {
        return headers.getAll(name);
    }

    @Override
    public @Nullable String first(String name) {
        return headers.get(name);
    }

    @Override
    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : headers) {
            map.merge(header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (one, next) -> one + ", " + next);
        }
        return map;
    }
}
