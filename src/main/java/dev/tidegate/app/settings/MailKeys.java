package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Shape;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.Sender;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.domain.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys of destinations that send mails from templates: {@code sendgrid}, {@code postmark}, {@code mandrill},
 * {@code mailgun} and {@code brevo}.
 */
final class MailKeys {
    private static final Pattern STREAM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,29}");
    private static final Pattern DOMAIN_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])");

    private static final Key<Secret> API_KEY = Key.required("api_key", Scalars.secret(), "A key that may send mails.");
    private static final Key<Sender> FROM = Key.required("from", sender(), "Who the mails are from.");
    private static final Key<Sender> FROM_IF_NOT_THE_TEMPLATES =
            Key.optional("from", sender(), "Who the mails are from; what each template says by default.");
    private static final Key<Secret> SERVER_TOKEN =
            Key.required("server_token", Scalars.secret(), "The token of one Postmark server.");
    private static final Key<String> MESSAGE_STREAM = Key.optional(
            "message_stream",
            Scalars.text(STREAM, "the id of a stream", "lower-case letters, digits, _ and -"),
            "The stream that mails go through; without it the server's transactional one. Marketing belongs in a"
                    + " broadcast stream.");
    private static final Key<String> REGION = Key.optional(
                    "region", Scalars.choice("global", "eu"), "Where the account or subuser is.")
            .or("global");

    private static final Key<String> US_OR_EU = Key.optional(
                    "region", Scalars.choice("us", "eu"), "Where the domain is.")
            .or("us");
    private static final Key<String> DOMAIN = Key.required(
            "domain",
            Scalars.text(DOMAIN_NAME, "a domain", "a domain name, such as mg.shop.example"),
            "The domain at Mailgun that mails are sent from.");

    static final ObjectShape<DestinationSettings> SENDGRID = DestinationKeys.unlimited(
                    "Stands in the place of the region's address; tests use it.")
            .shape(MailKeys::sendGrid, API_KEY, FROM, REGION);
    static final ObjectShape<DestinationSettings> POSTMARK = DestinationKeys.at("https://api.postmarkapp.com")
            .shape(
                    (values, url) -> new ConnectorSettings.Postmark(
                            values.get(SERVER_TOKEN),
                            values.get(FROM),
                            values.find(MESSAGE_STREAM).orElse(null),
                            url.orElseThrow()),
                    SERVER_TOKEN,
                    FROM,
                    MESSAGE_STREAM);
    static final ObjectShape<DestinationSettings> MANDRILL = DestinationKeys.at("https://mandrillapp.com")
            .shape(
                    (values, url) -> new ConnectorSettings.Mandrill(
                            values.get(API_KEY),
                            values.find(FROM_IF_NOT_THE_TEMPLATES).orElse(null),
                            url.orElseThrow()),
                    API_KEY,
                    FROM_IF_NOT_THE_TEMPLATES);

    static final ObjectShape<DestinationSettings> MAILGUN = DestinationKeys.unlimited(
                    "Stands in the place of the region's address; tests use it.")
            .shape(MailKeys::mailgun, API_KEY, DOMAIN, FROM, US_OR_EU);
    static final ObjectShape<DestinationSettings> BREVO = DestinationKeys.at("https://api.brevo.com")
            .rated("1000/s")
            .shape(
                    (values, url) -> new ConnectorSettings.Brevo(
                            values.get(API_KEY),
                            values.find(FROM_IF_NOT_THE_TEMPLATES).orElse(null),
                            url.orElseThrow()),
                    API_KEY,
                    FROM_IF_NOT_THE_TEMPLATES);

    private MailKeys() {}

    private static Shape<Sender> sender() {
        return Scalars.text(Sender::parse, Sender::toString, "news@shop.example or Shop <news@shop.example>");
    }

    private static ConnectorSettings sendGrid(Values values, Optional<URI> baseUrl) {
        String host = values.get(REGION).equals("eu") ? "api.eu.sendgrid.com" : "api.sendgrid.com";
        return new ConnectorSettings.SendGrid(
                values.get(API_KEY), values.get(FROM), baseUrl.orElseGet(() -> URI.create("https://" + host)));
    }

    private static ConnectorSettings mailgun(Values values, Optional<URI> baseUrl) {
        String host = values.get(US_OR_EU).equals("eu") ? "api.eu.mailgun.net" : "api.mailgun.net";
        return new ConnectorSettings.Mailgun(
                values.get(API_KEY),
                values.get(DOMAIN),
                values.get(FROM),
                baseUrl.orElseGet(() -> URI.create("https://" + host)));
    }
}
