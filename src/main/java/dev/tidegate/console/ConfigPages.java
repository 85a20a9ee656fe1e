package dev.tidegate.console;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** What is configured, and how to have it read anew. */
final class ConfigPages {
    private static final ApiAnswer UNKNOWN_FILE = ApiAnswer.unknown(
            "There are gateway.json, sources.json, destinations.json, triggers.json and quality.json.");

    private final Configured configured;
    private final Reloading reloading;
    private final Map<String, Map<String, Object>> schemas;

    ConfigPages(Controls controls) {
        this.configured = controls.configured();
        this.reloading = controls.reloading();
        this.schemas = controls.schemas();
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/config", call -> Future.succeededFuture(ApiAnswer.ok(ConfigWriter.config(configured)))),
                ApiRoute.post("/config/reload", call -> reload()),
                ApiRoute.get("/schemas/:subject", call -> Future.succeededFuture(schema(call.subject()))));
    }

    private Future<ApiAnswer> reload() {
        return reloading.reload().map(outcome -> switch (outcome) {
            case Reloading.Outcome.Accepted ok -> ApiAnswer.accepted(ConfigWriter.reloaded(configured.version()));
            case Reloading.Outcome.Rejected(var faults) -> new ApiAnswer(409, ConfigWriter.faults(409, faults));
        });
    }

    /** Asked for as {@code triggers.json}, or as the file is called in {@code config/schema}. */
    private ApiAnswer schema(String asked) {
        Map<String, Object> schema = schemas.get(asked.replaceFirst("(\\.schema)?\\.json$", ".yaml"));
        return schema == null ? UNKNOWN_FILE : ApiAnswer.ok(ConfigWriter.schema(schema));
    }
}
