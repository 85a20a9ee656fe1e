package dev.tidegate.app;

import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.console.HookOperations;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.delivery.Hook;
import dev.tidegate.delivery.Hooks;
import dev.tidegate.delivery.TestMessage;
import io.vertx.core.Future;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The hooks of the destinations that are configured, from any process. */
record SubscribedHooks(Configuration configuration, Hooks hooks, InstantSource clock, RandomGenerator random)
        implements HookOperations {
    private static final TestMessage SAMPLE = new TestMessage("Cart Abandoned", null, "jo@shop.example");

    @Override
    public Standing standing(String destination) {
        Optional<DestinationSettings> settings = configuration.now().flow().destinations().stream()
                .filter(one -> one.name().equals(destination))
                .findFirst();
        if (settings.isEmpty()) {
            return Standing.UNKNOWN;
        }
        if (!(settings.get().type() instanceof ConnectorSettings.Zapier)) {
            return Standing.WITHOUT_HOOKS;
        }
        return settings.get().allowPrivate() ? Standing.ANY_HOOKS : Standing.PUBLIC_HOOKS;
    }

    @Override
    public Future<List<Hook>> list(String destination) {
        return hooks.of(destination);
    }

    @Override
    public Future<Hooks.Subscribed> subscribe(String destination, URI url, @Nullable String as) {
        return hooks.subscribe(destination, url, as, clock.instant(), random);
    }

    @Override
    public Future<Boolean> unsubscribe(String destination, String hook) {
        return hooks.unsubscribe(destination, hook);
    }

    @Override
    public byte[] sample(String destination) {
        return Connectors.hookBody(SAMPLE.to(destination, clock.instant()));
    }
}
