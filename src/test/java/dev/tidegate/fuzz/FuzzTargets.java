package dev.tidegate.fuzz;

import dev.tidegate.app.settings.SettingsFuzz;
import dev.tidegate.connector.LimitsFuzz;
import dev.tidegate.expression.ExpressionFuzz;
import dev.tidegate.ingest.RequestHeadersFuzz;
import dev.tidegate.ingest.preferences.FormFuzz;
import dev.tidegate.json.JsonFuzz;
import dev.tidegate.json.StoredFuzz;
import dev.tidegate.source.Played;
import dev.tidegate.source.ProofFuzz;
import dev.tidegate.source.SourceFuzz;
import dev.tidegate.source.standard.StandardisingFuzz;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** All targets by their names, which are also the names of their corpora. */
final class FuzzTargets {
    private static final Map<String, Supplier<FuzzTarget>> ALL = all();

    private FuzzTargets() {}

    static Map<String, Supplier<FuzzTarget>> byName() {
        return ALL;
    }

    static FuzzTarget named(String name) {
        return Objects.requireNonNull(ALL.get(name), name).get();
    }

    private static Map<String, Supplier<FuzzTarget>> all() {
        Map<String, Supplier<FuzzTarget>> all = new LinkedHashMap<>();
        all.put("json", JsonFuzz::new);
        all.put("stored", StoredFuzz::new);
        all.put("settings", SettingsFuzz::new);
        all.put("forms", FormFuzz::new);
        all.put("request-headers", RequestHeadersFuzz::new);
        all.put("standardising", StandardisingFuzz::new);
        all.put("limits", LimitsFuzz::new);
        all.put("expressions", ExpressionFuzz::new);
        all.put("proofs", ProofFuzz::new);
        Played.TYPES.forEach(type -> all.put("source-" + type, () -> new SourceFuzz(type)));
        return Collections.unmodifiableMap(all);
    }
}
