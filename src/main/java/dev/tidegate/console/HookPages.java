package dev.tidegate.console;

import dev.tidegate.console.HookOperations.Standing;
import dev.tidegate.delivery.Hooks;
import io.vertx.core.Future;
import java.util.List;

/** REST hooks: apps subscribe where they want a destination's messages posted, and unsubscribe. */
final class HookPages {
    private static final String PATH = "/destinations/:subject/hooks";

    private static final ApiAnswer UNKNOWN_DESTINATION =
            ApiAnswer.unknown("No destination of this name is configured. GET /v1/config shows those that are.");

    private static final ApiAnswer UNKNOWN_HOOK = ApiAnswer.unknown(
            "No hook with this id is subscribed. GET /v1/destinations/{name}/hooks lists those that are.");

    private static final ApiAnswer WITHOUT_HOOKS = ApiAnswer.problem(
            409, "without-hooks", "This destination has no hooks", "Hooks are for destinations of type zapier.");

    private static final ApiAnswer FULL = ApiAnswer.problem(
            409,
            "too-many-hooks",
            "The destination has as many hooks as it may",
            "Unsubscribe one of the " + Hooks.MOST + ", or configure another destination.");

    private final HookOperations hooks;

    HookPages(HookOperations hooks) {
        this.hooks = hooks;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get(PATH, known(this::list)),
                ApiRoute.get(PATH + "/sample", known(this::sample)),
                ApiRoute.order(PATH, RequestBody.SMALL, known(this::subscribe)),
                ApiRoute.delete(PATH + "/:item", known(this::unsubscribe)));
    }

    private ApiRoute.Action known(ApiRoute.Action action) {
        return call -> switch (hooks.standing(call.subject())) {
            case UNKNOWN -> Future.succeededFuture(UNKNOWN_DESTINATION);
            case WITHOUT_HOOKS -> Future.succeededFuture(WITHOUT_HOOKS);
            case PUBLIC_HOOKS, ANY_HOOKS -> action.answer(call);
        };
    }

    private Future<ApiAnswer> list(ApiCall call) {
        return hooks.list(call.subject()).map(all -> ApiAnswer.ok(HookWriter.list(all)));
    }

    private Future<ApiAnswer> sample(ApiCall call) {
        return Future.succeededFuture(ApiAnswer.ok(HookWriter.samples(hooks.sample(call.subject()))));
    }

    private Future<ApiAnswer> subscribe(ApiCall call) {
        boolean anywhere = hooks.standing(call.subject()) == Standing.ANY_HOOKS;
        return switch (HookOrderReader.read(call.body(), anywhere)) {
            case HookOrderReader.Order.Wrong(ApiAnswer answer) -> Future.succeededFuture(answer);
            case HookOrderReader.Order.Subscribe(var url, var as) ->
                hooks.subscribe(call.subject(), url, as).map(subscribed -> switch (subscribed) {
                    case Hooks.Subscribed.Yes(String id) -> ApiAnswer.created(HookWriter.id(id));
                    case Hooks.Subscribed.Full full -> FULL;
                });
        };
    }

    private Future<ApiAnswer> unsubscribe(ApiCall call) {
        return hooks.unsubscribe(call.subject(), call.item())
                .map(was -> was ? ApiAnswer.accepted(HookWriter.id(call.item())) : UNKNOWN_HOOK);
    }
}
