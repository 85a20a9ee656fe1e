package dev.tidegate.app;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;

/** Event loops for parts that want one of their own. */
final class Loops {
    private Loops() {}

    /** An event loop; Vert.x gives them out in turn. */
    static Future<Context> next(Vertx vertx) {
        AtomicReference<Context> loop = new AtomicReference<>();
        return vertx.deployVerticle(context -> {
                    loop.set(context);
                    return Future.succeededFuture();
                })
                .map(id -> loop.get());
    }
}
