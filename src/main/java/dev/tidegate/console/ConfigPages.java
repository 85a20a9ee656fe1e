package dev.tidegate.console;

import io.vertx.core.Future;
import java.util.List;

/** What is configured. */
final class ConfigPages {
    private final Configured configured;

    ConfigPages(Configured configured) {
        this.configured = configured;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get(
                        "/triggers",
                        call -> Future.succeededFuture(ApiAnswer.ok(AnswerWriter.triggers(configured.triggers())))),
                ApiRoute.get(
                        "/config",
                        call -> Future.succeededFuture(ApiAnswer.ok(AnswerWriter.plain(configured.shown())))));
    }
}
