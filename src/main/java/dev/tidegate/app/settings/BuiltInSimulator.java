package dev.tidegate.app.settings;

import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.delivery.DestinationSettings;
import java.net.URI;

/** The simulator that this process runs; where it listens is known only when it does. */
public final class BuiltInSimulator {
    /** Stands in the settings until then: port 0 is nobody's. */
    static final URI ANYWHERE = URI.create("http://127.0.0.1:0");

    private BuiltInSimulator() {}

    /** Whether a destination is to use the simulator of this process. */
    public static boolean isMeant(ConnectorSettings type) {
        return type instanceof ConnectorSettings.Simulator simulator
                && simulator.baseUrl().equals(ANYWHERE);
    }

    /** The destination, with the simulator's address where it is meant; it is on loopback, which is what is wanted here. */
    public static DestinationSettings at(URI url, DestinationSettings destination) {
        return isMeant(destination.type())
                ? new DestinationSettings(
                        destination.name(),
                        new ConnectorSettings.Simulator(url),
                        destination.timeout(),
                        destination.concurrency(),
                        destination.rate(),
                        destination.retry(),
                        destination.breaker(),
                        destination.onUnknown(),
                        true,
                        destination.onlyTo(),
                        destination.paused(),
                        destination.verify())
                : destination;
    }
}
