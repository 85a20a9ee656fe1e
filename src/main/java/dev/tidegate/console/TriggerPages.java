package dev.tidegate.console;

import io.vertx.core.Future;
import java.util.List;

/** Triggers, and switching them. */
final class TriggerPages {
    private static final ApiAnswer UNKNOWN =
            ApiAnswer.unknown("No trigger of this name is configured. GET /v1/triggers shows those that are.");

    private final Configured configured;
    private final TriggerOperations triggers;

    TriggerPages(Controls controls) {
        this.configured = controls.configured();
        this.triggers = controls.triggers();
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/triggers", call -> list()),
                ApiRoute.post("/triggers/:subject/enable", call -> set(call.subject(), true)),
                ApiRoute.post("/triggers/:subject/disable", call -> set(call.subject(), false)));
    }

    private Future<ApiAnswer> list() {
        return Future.all(triggers.switched(), triggers.waiting())
                .map(both -> ApiAnswer.ok(
                        TriggerWriter.triggers(configured.triggers(), both.resultAt(0), both.resultAt(1))));
    }

    private Future<ApiAnswer> set(String name, boolean on) {
        return configured.triggers().stream()
                        .noneMatch(trigger -> trigger.name().equals(name))
                ? Future.succeededFuture(UNKNOWN)
                : triggers.set(name, on).map(set -> ApiAnswer.accepted(TriggerWriter.switched(name, on)));
    }
}
