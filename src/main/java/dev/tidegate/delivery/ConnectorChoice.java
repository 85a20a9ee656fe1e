package dev.tidegate.delivery;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ConnectorSettings;

/** Makes the connector that a destination's settings ask for. */
@FunctionalInterface
public interface ConnectorChoice {
    Connector of(ConnectorSettings settings);
}
