package dev.tidegate.app;

import dev.tidegate.connector.Connector;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.braze.BrazeConnector;
import dev.tidegate.connector.brevo.BrevoConnector;
import dev.tidegate.connector.customerio.CustomerIoConnector;
import dev.tidegate.connector.iterable.IterableConnector;
import dev.tidegate.connector.klaviyo.KlaviyoConnector;
import dev.tidegate.connector.mailgun.MailgunConnector;
import dev.tidegate.connector.mandrill.MandrillConnector;
import dev.tidegate.connector.postmark.PostmarkConnector;
import dev.tidegate.connector.sendgrid.SendGridConnector;
import dev.tidegate.connector.simulator.SimulatorServer;
import dev.tidegate.connector.smtp.SmtpConnector;
import dev.tidegate.connector.webhook.StandardWebhookSignature;
import dev.tidegate.connector.webhook.WebhookConnector;
import dev.tidegate.connector.zapier.ZapierConnector;
import dev.tidegate.domain.CustomerLinks;
import dev.tidegate.domain.Message;
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
                        klaviyo.baseUrl() == null ? KlaviyoConnector.BASE_URL : klaviyo.baseUrl(),
                        klaviyo.apiKey(),
                        klaviyo.bulk());
            case ConnectorSettings.Braze braze -> new BrazeConnector(braze.baseUrl(), braze.apiKey());
            case ConnectorSettings.CustomerIo customerIo -> new CustomerIoConnector(customerIo);
            case ConnectorSettings.SendGrid sendGrid ->
                new SendGridConnector(sendGrid.baseUrl(), sendGrid.apiKey(), sendGrid.from());
            case ConnectorSettings.Postmark postmark ->
                new PostmarkConnector(
                        postmark.baseUrl(), postmark.serverToken(), postmark.from(), postmark.messageStream());
            case ConnectorSettings.Mandrill mandrill ->
                new MandrillConnector(mandrill.baseUrl(), mandrill.apiKey(), mandrill.from());
            case ConnectorSettings.Mailgun mailgun ->
                new MailgunConnector(mailgun.baseUrl(), mailgun.apiKey(), mailgun.domain(), mailgun.from());
            case ConnectorSettings.Brevo brevo -> new BrevoConnector(brevo.baseUrl(), brevo.apiKey(), brevo.from());
            case ConnectorSettings.IterableEvents iterable ->
                new IterableConnector(iterable.baseUrl(), iterable.apiKey());
            case ConnectorSettings.Smtp smtp -> new SmtpConnector(smtp, links);
            case ConnectorSettings.Zapier zapier -> new ZapierConnector(zapier.url());
            case ConnectorSettings.Simulator simulator -> simulator(simulator.baseUrl());
        };
    }

    /** What hooks are sent for the message. */
    static byte[] hookBody(Message message) {
        return new ZapierConnector(URI.create("https://hooks.example/"))
                .request(message, 1, message.releasedAt())
                .body();
    }

    private static Connector simulator(URI baseUrl) {
        String base = baseUrl.toString().replaceFirst("/+$", "");
        return new WebhookConnector(
                URI.create(base + SimulatorServer.MESSAGES), new StandardWebhookSignature(List.of()));
    }
}
