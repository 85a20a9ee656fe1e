package dev.tidegate.console;

import dev.tidegate.delivery.Hook;
import dev.tidegate.delivery.Hooks;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hooks of {@code zap}, at public addresses, and of {@code lab}, anywhere; {@code klaviyo} has none. */
final class FakeHooks implements HookOperations {
    final List<Hook> hooks = new ArrayList<>();
    boolean full;

    @Override
    public Standing standing(String destination) {
        return switch (destination) {
            case "zap" -> Standing.PUBLIC_HOOKS;
            case "lab" -> Standing.ANY_HOOKS;
            case "klaviyo" -> Standing.WITHOUT_HOOKS;
            default -> Standing.UNKNOWN;
        };
    }

    @Override
    public Future<List<Hook>> list(String destination) {
        return Future.succeededFuture(List.copyOf(hooks));
    }

    @Override
    public Future<Hooks.Subscribed> subscribe(String destination, URI url, @Nullable String as) {
        if (full) {
            return Future.succeededFuture(new Hooks.Subscribed.Full());
        }
        String id = "hook-" + (hooks.size() + 1);
        hooks.add(new Hook(id, url, as, FakeDeliveries.AT));
        return Future.succeededFuture(new Hooks.Subscribed.Yes(id));
    }

    @Override
    public Future<Boolean> unsubscribe(String destination, String hook) {
        return Future.succeededFuture(hooks.removeIf(one -> one.id().equals(hook)));
    }

    @Override
    public byte[] sample(String destination) {
        return "{\"type\":\"Cart Abandoned\"}".getBytes(StandardCharsets.UTF_8);
    }
}
