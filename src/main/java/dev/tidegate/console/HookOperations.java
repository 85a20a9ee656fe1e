package dev.tidegate.console;

import dev.tidegate.delivery.Hook;
import dev.tidegate.delivery.Hooks;
import io.vertx.core.Future;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hooks that apps subscribe to destinations, and unsubscribe. */
public interface HookOperations {
    /** Whether a destination takes hooks. */
    enum Standing {
        /** There is no such destination. */
        UNKNOWN,
        /** It is of a type that has none. */
        WITHOUT_HOOKS,
        /** Hooks are at public addresses, by https. */
        PUBLIC_HOOKS,
        /** Hooks may be anywhere. */
        ANY_HOOKS
    }

    Standing standing(String destination);

    Future<List<Hook>> list(String destination);

    /** @param as only messages of this name go there; null for all */
    Future<Hooks.Subscribed> subscribe(String destination, URI url, @Nullable String as);

    /** Answers whether there was such a hook. */
    Future<Boolean> unsubscribe(String destination, String hook);

    /** A message as hooks receive them: JSON. */
    byte[] sample(String destination);
}
