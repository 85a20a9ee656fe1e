package dev.tidegate.app.settings;

import dev.tidegate.app.settings.shape.Addresses;
import dev.tidegate.app.settings.shape.Key;
import dev.tidegate.app.settings.shape.ObjectShape;
import dev.tidegate.app.settings.shape.Quantities;
import dev.tidegate.app.settings.shape.Scalars;
import dev.tidegate.app.settings.shape.Values;
import dev.tidegate.connector.ConnectorSettings;
import dev.tidegate.connector.MailServer;
import dev.tidegate.connector.MailServer.Tls;
import dev.tidegate.delivery.DestinationSettings;
import dev.tidegate.domain.Secret;
import java.util.Locale;
import java.util.regex.Pattern;

/** The keys of a destination of type {@code smtp}. */
final class SmtpKeys {
    /** The directory below the settings' own in which templates are. */
    static final String TEMPLATES = "templates";

    private static final String ADDRESS = "[A-Za-z0-9._%+=-]+@[A-Za-z0-9][A-Za-z0-9.-]*";
    private static final Pattern MAILBOX =
            Pattern.compile(ADDRESS + "|[^\\x00-\\x1f\\x7f\"(),:;<>@\\[\\]\\\\]+ <" + ADDRESS + ">");

    private static final Key<String> HOST = Key.required("host", Addresses.host(), "The mail server.");
    private static final Key<Integer> PORT = Key.optional(
            "port", Quantities.integer(1, 65_535), "By default 587 with starttls, 465 with tls, 25 with none.");
    private static final Key<String> USERNAME =
            Key.optional("username", Scalars.text(), "Who we are to the server; left out where it does not ask.");
    private static final Key<Secret> PASSWORD = Key.optional("password", Scalars.secret(), "The password of username.");
    private static final Key<String> FROM = Key.required(
            "from",
            Scalars.text(MAILBOX, "a sender", "an address, or a name and an address: Shop <news@shop.example>"),
            "Who mails are from.");
    private static final Key<Tls> TLS = Key.optional(
                    "tls",
                    Scalars.choice(Tls.class, tls -> tls.name().toLowerCase(Locale.ROOT)),
                    "How the connection is made secret: by STARTTLS, without which nothing is sent; from the first"
                            + " byte; or not at all, which is for a server on the same machine.")
            .or("starttls");

    static final ObjectShape<DestinationSettings> SHAPE = DestinationKeys.ofMail()
            .shape((values, none) -> smtp(values), HOST, PORT, USERNAME, PASSWORD, FROM, TLS)
            .checking(SmtpKeys::checkCredentials)
            .checking(values ->
                    new TemplateFolder(values.resolve(TEMPLATES)).problems().forEach(values::problem));

    private SmtpKeys() {}

    private static ConnectorSettings smtp(Values values) {
        Tls tls = values.get(TLS);
        MailServer server = new MailServer(
                values.get(HOST),
                values.find(PORT).orElse(defaultPort(tls)),
                tls,
                values.find(USERNAME).orElse(null),
                values.find(PASSWORD).orElse(null));
        return new ConnectorSettings.Smtp(
                server, values.get(FROM), new TemplateFolder(values.resolve(TEMPLATES)).templates());
    }

    private static int defaultPort(Tls tls) {
        return switch (tls) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }

    private static void checkCredentials(Values values) {
        if (values.isSet(USERNAME) != values.isSet(PASSWORD)) {
            values.problem("has only one of username and password; allowed: both, or neither");
        } else if (values.isSet(USERNAME) && values.find(TLS).orElse(Tls.TLS) == Tls.NONE) {
            values.problem(TLS, "none would send the password in the clear; allowed: starttls, tls");
        }
    }
}
