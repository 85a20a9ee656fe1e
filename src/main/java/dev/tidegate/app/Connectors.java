package dev.tidegate.app;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.klaviyo.KlaviyoConnector;
import dev.tidegate.connector.simulator.SimulatorServer;
import dev.tidegate.connector.smtp.SmtpConnector;
import dev.tidegate.connector.webhook.StandardWebhookSignature;
import dev.tidegate.connector.webhook.WebhookConnector;
import dev.tidegate.connector.zapier.ZapierConnector;
import dev.tidegate.domain.CustomerLinks;
import java.net.URI;
import java.util.List;

/** Makes the connector that a destination's settings ask for. */
public final class Connectors {
    private Connectors() {}

    /** Without links to customers' own pages. */
    public static Connector of(ConnectorSettings settings) {
        return of(settings, CustomerLinks.NONE);
    }

    public static Connector of(ConnectorSettings settings, CustomerLinks links) {
        return switch (settings) {
            case ConnectorSettings.Webhook webhook ->
                new WebhookConnector(webhook.url(), new StandardWebhookSignature(webhook.secrets()));
            case ConnectorSettings.Klaviyo klaviyo ->
                new KlaviyoConnector(
                        klaviyo.baseUrl() == null ? KlaviyoConnector.BASE_URL : klaviyo.baseUrl(), klaviyo.apiKey());
            case ConnectorSettings.Smtp smtp -> new SmtpConnector(smtp, links);
            case ConnectorSettings.Zapier zapier -> new ZapierConnector(zapier.url());
            case ConnectorSettings.Simulator simulator -> simulator(simulator.baseUrl());
        };
    }

    private static Connector simulator(URI baseUrl) {
        String base = baseUrl.toString().replaceFirst("/+$", "");
        return new WebhookConnector(
                URI.create(base + SimulatorServer.MESSAGES), new StandardWebhookSignature(List.of()));
    }
}
